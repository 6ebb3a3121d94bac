import { signal } from '@preact/signals';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

const PAGE_ROWS = 50;

export type ContactListStore = ReturnType<typeof createContactListStore>;

/** Everybody whom the company knows, or those who match; page by page. */
export const createContactListStore = (api: Pick<Api, 'listContacts' | 'saveContact'>) => {
  const items = signal<readonly Contact[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const cursor = signal<string | null>(null);
  const isLoadingMore = signal(false);
  let query = '';
  let generation = 0;

  const page = (from: string | null) =>
    api.listContacts({
      limit: PAGE_ROWS,
      ...(query === '' ? {} : { q: query }),
      ...(from === null ? {} : { cursor: from }),
    });

  const load = async () => {
    const mine = ++generation;
    problem.value = null;
    try {
      const first = await page(null);
      if (mine !== generation) return;
      items.value = first.items;
      cursor.value = first.nextCursor;
      phase.value = 'ready';
    } catch (thrown) {
      if (mine !== generation) return;
      problem.value = asApiProblem(thrown);
      phase.value = 'failed';
    }
  };

  return {
    items,
    phase,
    problem,
    cursor,
    isLoadingMore,
    load,
    search: (next: string) => {
      query = next.trim();
      return load();
    },
    loadMore: async () => {
      if (cursor.peek() === null || isLoadingMore.peek()) return;
      const mine = generation;
      isLoadingMore.value = true;
      try {
        const more = await page(cursor.peek());
        if (mine !== generation) return;
        items.value = [...items.peek(), ...more.items];
        cursor.value = more.nextCursor;
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      } finally {
        isLoadingMore.value = false;
      }
    },
    /** Throws ApiProblem. */
    save: async (name: string, phone: string): Promise<Contact> => {
      const saved = await api.saveContact({ ...(name.trim() === '' ? {} : { name: name.trim() }), phone });
      await load();
      return saved;
    },
  };
};
