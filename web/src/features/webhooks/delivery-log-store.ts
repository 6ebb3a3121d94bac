import { signal } from '@preact/signals';
import type { InspectedDelivery, WebhookDelivery } from '../../../../workers/contracts/api/webhooks.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type DeliveryLogStore = ReturnType<typeof createDeliveryLogStore>;
export type LogState = WebhookDelivery['state'] | 'any';

/** What one webhook was told. */
export const createDeliveryLogStore = (
  api: Pick<
    Api,
    | 'listWebhookDeliveries'
    | 'getWebhookDelivery'
    | 'testWebhook'
    | 'redriveWebhookDelivery'
    | 'redriveFailedDeliveries'
  >,
  webhookId: string,
) => {
  const state = signal<LogState>('any');
  const items = signal<readonly WebhookDelivery[]>([]);
  const cursor = signal<string | null>(null);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);
  /** Whether any has failed, whatever is shown. */
  const hasFailed = signal(false);
  /** Pages on screen: all are looked at again, so that nothing stands there as it was. */
  let pages = 1;
  let generation = 0;

  const page = (from: string | null) => {
    const wanted = state.peek();
    return api.listWebhookDeliveries(webhookId, {
      ...(wanted === 'any' ? {} : { state: wanted }),
      ...(from === null ? {} : { cursor: from }),
    });
  };

  const pagesOnScreen = async () => {
    let list: WebhookDelivery[] = [];
    let next: string | null = null;
    for (let count = 0; count < pages; count++) {
      if (count > 0 && next === null) break;
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before it ended
      const answer: Awaited<ReturnType<typeof page>> = await page(next);
      list = [...list, ...answer.items];
      next = answer.nextCursor;
    }
    return { list, next };
  };
  const look = async () => {
    const mine = ++generation;
    try {
      const [{ items: someFailed }, { list, next }] = await Promise.all([
        api.listWebhookDeliveries(webhookId, { state: 'failed', limit: 1 }),
        pagesOnScreen(),
      ]);
      if (mine !== generation) return;
      items.value = list;
      cursor.value = next;
      hasFailed.value = someFailed.length > 0;
      problem.value = null;
      phase.value = 'ready';
    } catch (thrown) {
      if (mine !== generation) return;
      problem.value = asApiProblem(thrown);
      if (phase.peek() === 'loading') phase.value = 'failed';
    }
  };
  let looks: Promise<unknown> = Promise.resolve();
  let isGone = false;
  const load = async () => {
    if (isGone) return;
    const one = look();
    looks = Promise.all([looks, one]);
    await one;
  };
  const after = async <Value>(work: Promise<Value>): Promise<Value> => {
    const value = await work;
    await load();
    return value;
  };

  return {
    state,
    items,
    cursor,
    phase,
    problem,
    hasFailed,
    load,
    show: (next: LogState) => {
      state.value = next;
      items.value = [];
      pages = 1;
      phase.value = 'loading';
      return load();
    },
    loadMore: () => {
      pages += 1;
      return load();
    },
    /** All of these throw ApiProblem. */
    inspect: (id: string): Promise<InspectedDelivery> => api.getWebhookDelivery(webhookId, id),
    test: () => after(api.testWebhook(webhookId)),
    redrive: (id: string) => after(api.redriveWebhookDelivery(webhookId, id)),
    redriveFailed: async () => (await after(api.redriveFailedDeliveries(webhookId))).redriven,
    /** Does what takes the log away: nothing looks at it meanwhile, nor after, unless it fails. */
    endWith: async (work: () => Promise<unknown>) => {
      isGone = true;
      try {
        await looks;
        await work();
      } catch (thrown) {
        isGone = false;
        throw thrown;
      }
    },
  };
};
