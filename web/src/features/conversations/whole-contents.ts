import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Api } from '../../api/api.ts';

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
