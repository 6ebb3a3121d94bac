import { computed, signal } from '@preact/signals';
import type {
  CreateTemplateRequest,
  EditTemplateRequest,
  Template,
} from '../../../../workers/contracts/api/templates.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export interface TemplateFilter {
  channelId: string;
  status: string;
  category: string;
  language: string;
  q: string;
}

export const NO_FILTER: TemplateFilter = { channelId: '', status: '', category: '', language: '', q: '' };

/** What a comparison with Meta brought, and the channels whose accounts could not be compared. */
export interface SyncResult {
  changed: number;
  removed: number;
  failed: { channelId: string; problem: ApiProblem }[];
}

/** The language variants of one name. */
export interface TemplateGroup {
  wabaId: string;
  name: string;
  variants: Template[];
}

export type TemplatesStore = ReturnType<typeof createTemplatesStore>;

const PAGE_SIZE = 100;

export const createTemplatesStore = ({
  api,
}: {
  api: Pick<
    Api,
    | 'listTemplates'
    | 'syncTemplates'
    | 'createTemplate'
    | 'editTemplate'
    | 'deleteTemplate'
    | 'deleteTemplatesByName'
  >;
}) => {
  const templates = signal<readonly Template[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const filter = signal<TemplateFilter>(NO_FILTER);
  const isLoadingMore = signal(false);
  const cursor = signal<string | null>(null);
  const syncedAtMs = signal<number | null>(null);
  /** How far a comparison with Meta is, in accounts; null while there is none. */
  const syncing = signal<{ done: number; total: number } | null>(null);
  let generation = 0;

  const fetchPages = async (count: number, from: string | null) => {
    const mine = generation;
    const wanted = filter.peek();
    const items: Template[] = [];
    let next = from;
    for (let page = 0; page < count && (page === 0 || next !== null); page += 1) {
      const answer = await api.listTemplates({
        ...wanted,
        cursor: next ?? undefined,
        limit: PAGE_SIZE,
      });
      if (mine !== generation) return null;
      items.push(...answer.items);
      next = answer.nextCursor;
      syncedAtMs.value = answer.syncedAtMs;
    }
    return { items, next };
  };

  /** Reads again what is shown, without a sign of loading. */
  const refresh = async () => {
    generation += 1;
    const pages = Math.max(1, Math.ceil(templates.peek().length / PAGE_SIZE));
    try {
      const found = await fetchPages(pages, null);
      if (found === null) return;
      templates.value = found.items;
      cursor.value = found.next;
      problem.value = null;
      phase.value = 'ready';
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (phase.peek() !== 'ready') phase.value = 'failed';
    }
  };

  return {
    templates,
    phase,
    problem,
    filter,
    cursor,
    syncedAtMs,
    syncing,
    isLoadingMore,
    refresh,
    groups: computed<TemplateGroup[]>(() => {
      const groups = Map.groupBy(templates.value, (one) => `${one.wabaId}/${one.name}`);
      return [...groups.values()].flatMap((variants) => {
        const [first] = variants;
        return first === undefined ? [] : [{ wabaId: first.wabaId, name: first.name, variants }];
      });
    }),
    show: async (change: Partial<TemplateFilter>) => {
      filter.value = { ...filter.peek(), ...change };
      templates.value = [];
      phase.value = 'loading';
      await refresh();
    },
    loadMore: async () => {
      const from = cursor.peek();
      if (from === null || isLoadingMore.peek()) return;
      isLoadingMore.value = true;
      try {
        const found = await fetchPages(1, from);
        if (found === null) return;
        templates.value = [...templates.peek(), ...found.items];
        cursor.value = found.next;
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      } finally {
        isLoadingMore.value = false;
      }
    },
    /** Compares each of these channels' accounts with Meta; one that Meta refuses keeps no other from it. */
    sync: async (channelIds: readonly string[]): Promise<SyncResult> => {
      const sum: SyncResult = { changed: 0, removed: 0, failed: [] };
      syncing.value = { done: 0, total: channelIds.length };
      try {
        for (const [index, channelId] of channelIds.entries()) {
          try {
            const { changed, removed } = await api.syncTemplates(channelId);
            sum.changed += changed;
            sum.removed += removed;
          } catch (thrown) {
            sum.failed.push({ channelId, problem: asApiProblem(thrown) });
          }
          syncing.value = { done: index + 1, total: channelIds.length };
        }
        return sum;
      } finally {
        syncing.value = null;
        await refresh();
      }
    },
    /** Throws ApiProblem. */
    create: async (request: CreateTemplateRequest) => {
      await api.createTemplate(request);
      await refresh();
    },
    /** Throws ApiProblem. */
    edit: async (id: string, request: EditTemplateRequest) => {
      await api.editTemplate(id, request);
      await refresh();
    },
    /** Throws ApiProblem. */
    remove: async (id: string) => {
      await api.deleteTemplate(id);
      await refresh();
    },
    /** Throws ApiProblem. */
    removeByName: async (channelId: string, name: string) => {
      await api.deleteTemplatesByName(channelId, name);
      await refresh();
    },
  };
};
