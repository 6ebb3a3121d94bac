import { signal } from '@preact/signals';
import type {
  CreateQuickReplyRequest,
  EditQuickReplyRequest,
  QuickReply,
} from '../../../../workers/contracts/api/quick-replies.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

/** What was loaded longer ago than this is asked for again before it is used, in milliseconds. */
const FRESH_MS = 20_000;

/** The company's quick replies, all of them. */
export const createQuickRepliesStore = ({
  api,
  nowMs,
}: {
  api: Pick<Api, 'listQuickReplies' | 'createQuickReply' | 'editQuickReply' | 'deleteQuickReply'>;
  nowMs: () => number;
}) => {
  const items = signal<readonly QuickReply[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  let loadedAtMs = -Infinity;
  let inFlight: Promise<void> | null = null;

  const fetchAll = async () => {
    const all: QuickReply[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.listQuickReplies(cursor);
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  };
  const load = async () => {
    try {
      items.value = await fetchAll();
      loadedAtMs = nowMs();
      problem.value = null;
      phase.value = 'ready';
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
  };
  const refresh = (): Promise<void> => {
    inFlight ??= load().finally(() => {
      inFlight = null;
    });
    return inFlight;
  };

  return {
    items,
    phase,
    problem,
    refresh,
    /** Loads them, unless that was done a moment ago. */
    ensure: async () => {
      if (nowMs() - loadedAtMs > FRESH_MS) await refresh();
    },
    /** Throws ApiProblem. */
    create: async (request: CreateQuickReplyRequest) => {
      await api.createQuickReply(request);
      await refresh();
    },
    /** Throws ApiProblem; on `conflict` the newest copy is already loaded when it does. */
    edit: async (id: string, request: EditQuickReplyRequest) => {
      try {
        await api.editQuickReply(id, request);
      } finally {
        await refresh();
      }
    },
    /** Throws ApiProblem. */
    remove: async (id: string) => {
      await api.deleteQuickReply(id);
      await refresh();
    },
  };
};
