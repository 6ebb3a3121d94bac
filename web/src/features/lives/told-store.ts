import { signal } from '@preact/signals';
import type { ToldReceiver } from '../../../../workers/contracts/api/message-life.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

/** What webhooks were told of a message beyond what its life tells. `company`: of another's, for operators. */
export const createToldStore = ({
  api,
  messageId,
  company,
}: {
  api: Pick<Api, 'listTold'>;
  messageId: string;
  company: string;
}) => {
  const more = signal<readonly ToldReceiver[]>([]);
  /** Where it goes on; undefined while nothing was asked for, null at the end. */
  const cursor = signal<string | null | undefined>(undefined);
  const problem = signal<ApiProblem | null>(null);
  const isLoading = signal(false);
  return {
    more,
    cursor,
    problem,
    isLoading,
    /** The next page; the first begins where the life's own part ends. */
    loadMore: async (from: string): Promise<void> => {
      if (isLoading.peek()) return;
      isLoading.value = true;
      try {
        const page = await api.listTold(messageId, company, cursor.peek() ?? from);
        more.value = [...more.peek(), ...page.items];
        cursor.value = page.nextCursor;
        problem.value = null;
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      } finally {
        isLoading.value = false;
      }
    },
  };
};
