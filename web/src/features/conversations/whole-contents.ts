import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { Api } from '../../api/api.ts';
import { MAX_ENTRIES_SHOWN } from './content.rules.ts';

export type WholeState =
  | { kind: 'beginning' }
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'whole'; content: Record<string, unknown> };

interface WholeContentsDeps {
  conversationId: string;
  api: Pick<Api, 'getWholeContent'>;
}

export type WholeContents = ReturnType<typeof createWholeContents>;

/** Contents that are too large to come with their messages: each fetched when somebody wants to see all of it. */
export const createWholeContents = ({ conversationId, api }: WholeContentsDeps) => {
  const states = new Map<string, Signal<WholeState>>();
  const stateOf = (messageId: string): Signal<WholeState> => {
    const known = states.get(messageId) ?? signal<WholeState>({ kind: 'beginning' });
    states.set(messageId, known);
    return known;
  };

  return {
    of: (messageId: string): ReadonlySignal<WholeState> => stateOf(messageId),
    show: async (messageId: string): Promise<void> => {
      const state = stateOf(messageId);
      if (state.peek().kind === 'loading' || state.peek().kind === 'whole') return;
      state.value = { kind: 'loading' };
      try {
        const { content } = await api.getWholeContent(conversationId, messageId);
        state.value = { kind: 'whole', content };
      } catch {
        state.value = { kind: 'failed' };
      }
    },
    hide: (messageId: string): void => {
      stateOf(messageId).value = { kind: 'beginning' };
    },
  };
};

/** Entries of a content that is too large to come with its message, until all of it is wanted. */
const BEGINNING_ENTRIES = 10;

/** How many entries of its content a message shows. */
export const entriesShownOf = (
  { id, wholeContent }: Pick<Message, 'id' | 'wholeContent'>,
  wholes: Pick<WholeContents, 'of'>,
): number =>
  wholeContent === null || wholes.of(id).value.kind === 'whole' ? MAX_ENTRIES_SHOWN : BEGINNING_ENTRIES;
