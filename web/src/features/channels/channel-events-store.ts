import { signal } from '@preact/signals';
import type { CHANNEL_EVENT_KINDS, ChannelEvent } from '../../../../workers/contracts/api/channels.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type EventKind = (typeof CHANNEL_EVENT_KINDS)[number];

/** What one channel received beyond the messages of its threads, newest first. */
export const createChannelEventsStore = (api: Pick<Api, 'listChannelEvents'>, channelId: string) => {
  const events = signal<readonly ChannelEvent[]>([]);
  const kind = signal<EventKind | 'all'>('all');
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const cursor = signal<string | null>(null);
  const isLoadingMore = signal(false);
  let generation = 0;

  const fetchPage = async (from: string | null) => {
    const mine = generation;
    const page = await api.listChannelEvents(channelId, {
      kind: kind.peek() === 'all' ? undefined : (kind.peek() as EventKind),
      cursor: from ?? undefined,
    });
    return mine === generation ? page : null;
  };

  const load = async () => {
    generation += 1;
    phase.value = 'loading';
    problem.value = null;
    try {
      const page = await fetchPage(null);
      if (page === null) return;
      events.value = page.items;
      cursor.value = page.nextCursor;
      phase.value = 'ready';
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      phase.value = 'failed';
    }
  };

  return {
    events,
    kind,
    phase,
    problem,
    cursor,
    isLoadingMore,
    load,
    show: async (next: EventKind | 'all') => {
      kind.value = next;
      await load();
    },
    loadMore: async () => {
      if (cursor.peek() === null || isLoadingMore.peek()) return;
      isLoadingMore.value = true;
      try {
        const page = await fetchPage(cursor.peek());
        if (page === null) return;
        events.value = [...events.peek(), ...page.items];
        cursor.value = page.nextCursor;
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      } finally {
        isLoadingMore.value = false;
      }
    },
  };
};
