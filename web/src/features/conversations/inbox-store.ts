import { batch, computed, signal } from '@preact/signals';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { listIds, type Horizon, type InboxQuery } from './inbox-list.rules.ts';
import type { ConversationRows } from './conversation-rows.ts';

interface InboxDeps {
  api: Pick<Api, 'listConversations' | 'getConversation'>;
  rows: ConversationRows;
  myUserId: string;
  initialQuery: InboxQuery;
  onQuery: (query: InboxQuery) => void;
}

type Phase = 'loading' | 'ready' | 'failed';

const PAGE_ROWS = 50;
/** More rows than this are not fetched one by one. */
const MAX_SINGLE_FETCHES = 20;

/** The inbox list: what the server gave page by page, kept current by what happens. */
export const createInboxStore = ({ api, rows, myUserId, initialQuery, onQuery }: InboxDeps) => {
  const query = signal<InboxQuery>(initialQuery);
  const phase = signal<Phase>('loading');
  const problem = signal<ApiProblem | null>(null);
  const isLoadingMore = signal(false);
  const hasMoreFailed = signal(false);
  const cursor = signal<string | null>(null);
  const horizon = signal<Horizon | null>(null);
  const found = signal<ReadonlySet<string>>(new Set());
  let generation = 0;

  const ids = computed(() =>
    listIds({
      rows: rows.all(),
      query: query.value,
      myUserId,
      horizon: phase.value === 'ready' ? horizon.value : null,
      found: found.value,
    }),
  );

  const fetchPage = (from: string | undefined) => {
    const { view, status, channelId, search } = query.peek();
    return api.listConversations({
      status,
      assignee: view === 'mine' ? 'me' : view === 'unassigned' ? 'none' : undefined,
      channelId: channelId ?? undefined,
      q: search === '' ? undefined : search,
      cursor: from,
      limit: PAGE_ROWS,
    });
  };

  const take = (page: { items: Conversation[]; nextCursor: string | null }) => {
    rows.put(page.items);
    found.value = new Set([...found.peek(), ...page.items.map((row) => row.id)]);
    cursor.value = page.nextCursor;
    const last = page.items.at(-1);
    horizon.value =
      page.nextCursor === null || last === undefined
        ? null
        : { lastMessageAtMs: last.lastMessageAtMs, id: last.id };
  };

  const load = async () => {
    generation += 1;
    const mine = generation;
    batch(() => {
      phase.value = 'loading';
      problem.value = null;
      isLoadingMore.value = false;
      hasMoreFailed.value = false;
    });
    try {
      const page = await fetchPage(undefined);
      // What is known stays known, also when the question has changed meanwhile.
      rows.put(page.items);
      if (mine !== generation) return;
      batch(() => {
        found.value = new Set();
        take(page);
        phase.value = 'ready';
      });
    } catch (thrown) {
      if (mine !== generation) return;
      problem.value = asApiProblem(thrown);
      phase.value = 'failed';
    }
  };

  return {
    query,
    phase,
    problem,
    ids,
    isLoadingMore,
    hasMoreFailed,
    hasMore: computed(() => cursor.value !== null && phase.value === 'ready'),
    load,
    setQuery: async (change: Partial<InboxQuery>) => {
      const next = { ...query.peek(), ...change };
      if (JSON.stringify(next) === JSON.stringify(query.peek())) return;
      batch(() => {
        query.value = next;
        found.value = new Set();
        phase.value = 'loading';
      });
      onQuery(next);
      await load();
    },
    loadMore: async () => {
      const from = cursor.peek();
      if (from === null || isLoadingMore.peek() || phase.peek() !== 'ready') return;
      const mine = generation;
      isLoadingMore.value = true;
      hasMoreFailed.value = false;
      try {
        const page = await fetchPage(from);
        if (mine === generation) batch(() => take(page));
      } catch {
        if (mine === generation) hasMoreFailed.value = true;
      } finally {
        if (mine === generation) isLoadingMore.value = false;
      }
    },
    /**
     * Fetches rows that changed while nobody told; loads the whole list again where they are many. Throws ApiProblem
     * when one did not come and must be asked for again.
     */
    refetch: async (changedIds: readonly string[]) => {
      if (changedIds.length > MAX_SINGLE_FETCHES) {
        await load();
        return;
      }
      const answers = await Promise.allSettled(changedIds.map((id) => api.getConversation(id)));
      rows.put(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])));
      for (const answer of answers) {
        if (answer.status !== 'rejected') continue;
        const failure = asApiProblem(answer.reason);
        if (failure.isTemporary) throw failure;
      }
    },
  };
};
