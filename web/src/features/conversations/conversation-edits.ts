import { signal } from '@preact/signals';
import type {
  Conversation,
  StartConversationRequest,
  UpdateConversationRequest,
} from '../../../../workers/contracts/api/conversations.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import type { ConversationRows } from './conversation-rows.ts';

/** An edit without its version: the row's own is added. */
export type ConversationEdit =
  | { status: 'open' | 'pending' | 'resolved' }
  | { status: 'snoozed'; snoozedUntilMs: number }
  | { assigneeId: string | null };

/** What became of an edit of several conversations. */
export interface EditedMany {
  done: number;
  /** Somebody was faster. */
  changed: number;
  failed: number;
}

/** Edits on their way at once. Ours: gentle on a phone's connection. */
const AT_ONCE = 4;

interface EditsDeps {
  api: Pick<Api, 'updateConversation' | 'getConversation' | 'startConversation'>;
  rows: ConversationRows;
  say: (tone: 'info' | 'danger', text: string) => void;
}

/** People's edits. When somebody else was faster, the newest copy is shown and the person decides again. */
export const createConversationEdits = ({ api, rows, say }: EditsDeps) => {
  const busy = signal<ReadonlySet<string>>(new Set());

  const setBusy = (id: string, isBusy: boolean) => {
    const next = new Set(busy.peek());
    if (isBusy) next.add(id);
    else next.delete(id);
    busy.value = next;
  };

  /** Gives what stood against it; null when it was done. */
  const attempt = async (id: string, edit: ConversationEdit): Promise<ApiProblem | null> => {
    const row = rows.peek(id);
    if (row === null || busy.peek().has(id)) return null;
    setBusy(id, true);
    try {
      const request: UpdateConversationRequest = { ...edit, version: row.version };
      rows.put([await api.updateConversation(id, request)]);
      return null;
    } catch (thrown) {
      const problem = asApiProblem(thrown);
      if (problem.status === 409) {
        const current = await api.getConversation(id).catch(() => null);
        if (current !== null) rows.put([current]);
      }
      return problem;
    } finally {
      setBusy(id, false);
    }
  };

  return {
    busy,
    edit: async (id: string, edit: ConversationEdit): Promise<void> => {
      const problem = await attempt(id, edit);
      if (problem === null) return;
      if (problem.status !== 409) say('danger', problem.message);
      else say('info', 'Somebody changed this conversation just before you. Have a look, then decide again.');
    },
    /** The same edit of each, a few at a time; one that is refused keeps no other from it. */
    editMany: async (ids: readonly string[], edit: ConversationEdit): Promise<EditedMany> => {
      const left = [...ids];
      const sum: EditedMany = { done: 0, changed: 0, failed: 0 };
      const work = async () => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) {
          const problem = await attempt(id, edit);
          if (problem === null) sum.done += 1;
          else if (problem.status === 409) sum.changed += 1;
          else sum.failed += 1;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return sum;
    },
    /** Throws ApiProblem. */
    start: async (request: StartConversationRequest): Promise<Conversation> => {
      const started = await api.startConversation(request);
      rows.put([started]);
      return started;
    },
  };
};
