import { signal } from '@preact/signals';
import type {
  Conversation,
  StartConversationRequest,
  UpdateConversationRequest,
} from '../../../../workers/contracts/api/conversations.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import type { ConversationRows } from './conversation-rows.ts';

/** An edit without its version: the row's own is added. */
export type ConversationEdit =
  | { status: 'open' | 'pending' | 'resolved' }
  | { status: 'snoozed'; snoozedUntilMs: number }
  | { assigneeId: string | null };

interface EditsDeps {
  api: Pick<Api, 'updateConversation' | 'getConversation' | 'startConversation'>;
  rows: ConversationRows;
  say: (tone: 'info' | 'danger', text: string) => void;
}

export type ConversationEdits = ReturnType<typeof createConversationEdits>;

/** People's edits. When somebody else was faster, the newest copy is shown and the person decides again. */
export const createConversationEdits = ({ api, rows, say }: EditsDeps) => {
  const busy = signal<ReadonlySet<string>>(new Set());

  const setBusy = (id: string, isBusy: boolean) => {
    const next = new Set(busy.peek());
    if (isBusy) next.add(id);
    else next.delete(id);
    busy.value = next;
  };

  return {
    busy,
    edit: async (id: string, edit: ConversationEdit): Promise<void> => {
      const row = rows.peek(id);
      if (row === null || busy.peek().has(id)) return;
      setBusy(id, true);
      try {
        const request: UpdateConversationRequest = { ...edit, version: row.version };
        rows.put([await api.updateConversation(id, request)]);
      } catch (thrown) {
        const problem = asApiProblem(thrown);
        if (problem.status !== 409) {
          say('danger', problem.message);
          return;
        }
        const current = await api.getConversation(id).catch(() => null);
        if (current !== null) rows.put([current]);
        say('info', 'Somebody changed this conversation just before you. Have a look, then decide again.');
      } finally {
        setBusy(id, false);
      }
    },
    /** Throws ApiProblem. */
    start: async (request: StartConversationRequest): Promise<Conversation> => {
      const started = await api.startConversation(request);
      rows.put([started]);
      return started;
    },
  };
};
