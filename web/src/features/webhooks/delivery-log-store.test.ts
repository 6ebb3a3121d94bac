import { describe, expect, it } from 'vitest';
import type { WebhookDelivery } from '../../../../workers/contracts/api/webhooks.ts';
import { createDeliveryLogStore } from './delivery-log-store.ts';

const delivery = (id: string, state: WebhookDelivery['state']): WebhookDelivery => ({
  id,
  webhookId: 'whk_1',
  eventType: 'message.received',
  state,
  attempts: [],
  tries: 0,
  nextAtMs: null,
  createdAtMs: 1,
  finishedAtMs: null,
});

/** A log of pages of two. */
function withLog(...stored: WebhookDelivery[]) {
  const asked: string[] = [];
  const log = createDeliveryLogStore(
    {
      listWebhookDeliveries: (_, { state, cursor, limit = 2 }) => {
        asked.push(`${state ?? 'any'} ${cursor ?? ''}`.trim());
        const found = stored.filter((one) => (state ?? one.state) === one.state && one.id < (cursor ?? '~'));
        const items = found.slice(0, limit);
        return Promise.resolve({
          items,
          nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null,
        });
      },
      getWebhookDelivery: () => Promise.reject(new Error('not asked for')),
      testWebhook: () => Promise.reject(new Error('not asked for')),
      redriveWebhookDelivery: () => Promise.reject(new Error('not asked for')),
      redriveFailedDeliveries: () => {
        const failed = stored.filter(({ state }) => state === 'failed');
        for (const one of failed) one.state = 'pending';
        return Promise.resolve({ redriven: failed.length });
      },
    },
    'whk_1',
  );
  const shown = () => log.items.value.map(({ id, state }) => `${id} ${state}`);
  return { log, asked, shown };
}

describe('the log of a webhook', () => {
  it('keeps the pages that were opened, and looks at all of them again', async () => {
    const { log, shown } = withLog(
      delivery('evt_3', 'delivered'),
      delivery('evt_2', 'delivered'),
      delivery('evt_1', 'failed'),
    );
    await log.load();
    expect([shown(), log.cursor.value, log.hasFailed.value]).toEqual([
      ['evt_3 delivered', 'evt_2 delivered'],
      'evt_2',
      true,
    ]);
    await log.loadMore();
    expect(await log.redriveFailed()).toBe(1);
    expect([shown(), log.cursor.value, log.hasFailed.value]).toEqual([
      ['evt_3 delivered', 'evt_2 delivered', 'evt_1 pending'],
      null,
      false,
    ]);
  });

  it('shows one state alone', async () => {
    const { log, shown, asked } = withLog(delivery('evt_2', 'delivered'), delivery('evt_1', 'failed'));
    await log.show('failed');
    expect(shown()).toEqual(['evt_1 failed']);
    await log.show('any');
    expect(shown()).toEqual(['evt_2 delivered', 'evt_1 failed']);
    expect(asked).toEqual(['failed', 'failed', 'failed', 'any']);
  });

  it('is looked at no more when it was taken away, and again when it could not be', async () => {
    const { log, asked } = withLog(delivery('evt_1', 'failed'));
    await expect(log.endWith(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    await log.load();
    expect(asked).toHaveLength(2);
    const before = log.load();
    const askedBefore: number[] = [];
    await log.endWith(() => {
      askedBefore.push(asked.length);
      return Promise.resolve();
    });
    await before;
    await log.load();
    expect([askedBefore, asked.length]).toEqual([[4], 4]);
  });
});
