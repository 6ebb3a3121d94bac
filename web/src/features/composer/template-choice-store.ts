import { computed, signal } from '@preact/signals';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export interface TemplateWish {
  q: string;
  /** Empty for all. */
  language: string;
  category: string;
}

const PAGE_SIZE = 100;
/** Meta allows 6,000 templates per account: what lies beyond is found by its name. */
const MAX_PAGES = 20;

export type TemplateChoiceStore = ReturnType<typeof createTemplateChoiceStore>;

/** The approved templates of a channel, to choose one from. */
export const createTemplateChoiceStore = ({
  api,
  channelId,
  isOffered,
}: {
  api: Pick<Api, 'listTemplates'>;
  channelId: string;
  isOffered: (template: Template) => boolean;
}) => {
  const templates = signal<readonly Template[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  const wish = signal<TemplateWish>({ q: '', language: '', category: '' });
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
      const wanted = q.trim().toLowerCase().replaceAll(' ', '_');
      return templates.value.filter(
        (one) =>
          one.name.includes(wanted) &&
          (language === '' || one.language === language) &&
          (category === '' || one.category === category),
      );
    }),
    want: (change: Partial<TemplateWish>) => {
      wish.value = { ...wish.peek(), ...change };
    },
    load: async () => {
      phase.value = 'loading';
      try {
        const all: Template[] = [];
        let cursor: string | undefined;
        for (let page = 0; page < MAX_PAGES; page += 1) {
          const answer = await api.listTemplates({
            channelId,
            status: 'APPROVED',
            cursor,
            limit: PAGE_SIZE,
          });
          all.push(...answer.items.filter(isOffered));
          if (answer.nextCursor === null) break;
          cursor = answer.nextCursor;
        }
        templates.value = all;
        phase.value = 'ready';
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
        phase.value = 'failed';
      }
    },
  };
};
