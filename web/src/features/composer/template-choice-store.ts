import { computed, signal } from '@preact/signals';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import type { Api } from '../../api/api.ts';
import { componentText } from '../../../../workers/contracts/template-variables.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export interface TemplateWish {
  q: string;
  /** Empty for all. */
  language: string;
  category: string;
}

const PAGE_SIZE = 100;
/** Meta allows 6,000 templates per account: what lies beyond is asked for by what is typed. */
const MAX_PAGES = 20;

export type TemplateChoiceStore = ReturnType<typeof createTemplateChoiceStore>;

/** The approved templates of a channel, to choose one from. */
export const createTemplateChoiceStore = ({
  api,
  channelId,
  isOffered,
}: {
  api: Pick<Api, 'listTemplates' | 'syncTemplates'>;
  channelId: string;
  isOffered: (template: Template) => boolean;
}) => {
  const templates = signal<readonly Template[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const wish = signal<TemplateWish>({ q: '', language: '', category: '' });
  const isSyncing = signal(false);
  /** Not all of them are here. */
  let isPartial = false;

  const ask = (query: { q?: string; cursor?: string | undefined }) =>
    api.listTemplates({ channelId, sendable: 'true', limit: PAGE_SIZE, ...query });
  const take = (items: readonly Template[]) => {
    const known = new Set(templates.peek().map(({ id }) => id));
    const fresh = items.filter((one) => isOffered(one) && !known.has(one.id));
    if (fresh.length > 0) templates.value = [...templates.peek(), ...fresh];
  };
  const load = async () => {
    phase.value = 'loading';
    problem.value = null;
    templates.value = [];
    isPartial = true;
    try {
      let cursor: string | undefined;
      for (let page = 0; page < MAX_PAGES && isPartial; page += 1) {
        const { items, nextCursor } = await ask({ cursor });
        // What is here can be chosen while the rest comes.
        take(items);
        phase.value = 'ready';
        isPartial = nextCursor !== null;
        cursor = nextCursor ?? undefined;
      }
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      if (templates.peek().length === 0) phase.value = 'failed';
    }
  };
  const distinct = (of: (template: Template) => string) =>
    computed(() => [...new Set(templates.value.map(of))].toSorted());

  return {
    templates,
    phase,
    problem,
    wish,
    languages: distinct(({ language }) => language),
    categories: distinct(({ category }) => category),
    shown: computed(() => {
      const { q, language, category } = wish.value;
      const wanted = q.trim().toLowerCase();
      return templates.value.filter(
        (one) =>
          (one.name.includes(wanted.replaceAll(/\s+/g, '_')) ||
            one.components.some((part) => componentText(part).toLowerCase().includes(wanted))) &&
          (language === '' || one.language === language) &&
          (category === '' || one.category === category),
      );
    }),
    isSyncing,
    want: (change: Partial<TemplateWish>) => {
      wish.value = { ...wish.peek(), ...change };
      const q = change.q?.trim() ?? '';
      // A search that does not come leaves what is here.
      if (isPartial && q !== '')
        ask({ q }).then(
          ({ items }) => take(items),
          () => {},
        );
    },
    load,
    /** Fetches the account's templates from Meta. Throws ApiProblem. */
    sync: async () => {
      isSyncing.value = true;
      try {
        await api.syncTemplates(channelId);
        await load();
      } finally {
        isSyncing.value = false;
      }
    },
  };
};
