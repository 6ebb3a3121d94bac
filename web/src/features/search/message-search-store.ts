import { batch, computed, signal } from '@preact/signals';
import type { FoundMessage } from '../../../../workers/contracts/api/search.ts';
import type { Api } from '../../api/api.ts';
import { boundsOf, NO_FILTERS, type SearchFilters } from './search-filters.rules.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

interface MessageSearchDeps {
  api: Pick<Api, 'searchMessages'>;
}

export interface MessageSearchQuery {
  q: string;
  channelId: string | null;
  filters: SearchFilters;
}

const PAGE_ROWS = 20;
/** A page may be empty and still have a next one: so many are asked for in a row. */
const MAX_EMPTY_PAGES = 5;

/** Messages that contain what a person looks for, page by page. What is on screen stays until the next answer. */
export const createMessageSearchStore = ({ api }: MessageSearchDeps) => {
  const found = signal<readonly FoundMessage[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const cursor = signal<string | null>(null);
  let query: MessageSearchQuery = { q: '', channelId: null, filters: NO_FILTERS };
  let generation = 0;

  const fetchPage = async (from: string | null) => {
    let at = from;
    for (let page = 1; ; page += 1) {
      const answer = await api.searchMessages({
        q: query.q,
        channelId: query.channelId ?? undefined,
        contactId: query.filters.contact?.id,
        authorId: query.filters.authorId ?? undefined,
        ...boundsOf(query.filters.days),
        cursor: at ?? undefined,
        limit: PAGE_ROWS,
      });
      if (answer.items.length > 0 || answer.nextCursor === null || page === MAX_EMPTY_PAGES) return answer;
      at = answer.nextCursor;
    }
  };

  const load = async (from: string | null) => {
    generation += 1;
    const mine = generation;
    batch(() => {
      phase.value = 'loading';
      problem.value = null;
    });
    try {
      const page = await fetchPage(from);
      if (mine !== generation) return;
      batch(() => {
        found.value = from === null ? page.items : [...found.peek(), ...page.items];
        cursor.value = page.nextCursor;
        phase.value = 'ready';
      });
    } catch (thrown) {
      if (mine !== generation) return;
      batch(() => {
        if (from === null) found.value = [];
        problem.value = asApiProblem(thrown);
        phase.value = 'failed';
      });
    }
  };

  return {
    found,
    phase,
    problem,
    hasMore: computed(() => cursor.value !== null),
    search: (next: MessageSearchQuery) => {
      query = next;
      cursor.value = null;
      return load(null);
    },
    loadMore: () => load(cursor.peek()),
  };
};
