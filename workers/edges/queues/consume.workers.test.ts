import { describe, expect, it } from 'vitest';
import { createDeployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';

/** A deployment with one delivery in its queue. */
async function withDelivery(number: string) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(`consume-${number}`), 'owner');
  await deployment.connectNumber(owner, number);
  await deployment.deliver(texts(number, { id: `wamid.${number}`, from: '5511955550230' }));
  const stored = async () =>
    (await deployment.json<{ items: unknown[] }>(owner, 'GET', '/v1/conversations')).items.length;
  const deadLetters = async () =>
    (await deployment.env.ARCHIVE.list({ prefix: 'dead-letters/webhooks/' })).objects.length;
  return { deployment, stored, deadLetters };
}

describe('a job that fails', () => {
  it('by a fault of the house is tried until the house is well, however often', async () => {
    const { deployment, stored, deadLetters } = await withDelivery('4851');
    const before = await deadLetters();
    deployment.tenant.fault = new Error('D1_ERROR: network connection lost');
    for (let round = 0; round < 50; round++) {
      expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 0, retried: 1 });
    }
    deployment.tenant.fault = null;
    await deployment.drain();
    expect([await stored(), (await deadLetters()) - before]).toEqual([1, 0]);
  });

  it('by its own fault is tried three times more, and then kept with its reason', async () => {
    const { deployment, stored, deadLetters } = await withDelivery('4852');
    const before = await deadLetters();
    const [waiting] = deployment.queues.waiting;
    const spilled = {
      ...(waiting?.body as object),
      kind: 'meta.spilled-delivery',
      key: 'spilled/nowhere.json',
    };
    const { raw: _, ...body } = spilled as Record<string, unknown>;
    deployment.queues.waiting.splice(0, 1, { queue: 'webhooks', id: 'bad', body, attempts: 1 });
    await deployment.drain();
    expect([await stored(), (await deadLetters()) - before]).toEqual([0, 1]);
    const { objects } = await deployment.env.ARCHIVE.list({ prefix: 'dead-letters/webhooks/' });
    const letter = await deployment.env.ARCHIVE.get(objects.at(-1)?.key ?? '');
    expect(await letter?.json()).toMatchObject({
      reason: expect.stringContaining('is gone'),
      body: { faults: 3 },
    });
  });

  it('by its own fault after many faults of the house has all its tries left', async () => {
    const { deployment, deadLetters } = await withDelivery('4853');
    const before = await deadLetters();
    const [waiting] = deployment.queues.waiting;
    const { raw: _, ...rest } = (waiting?.body ?? {}) as Record<string, unknown>;
    const body = { ...rest, kind: 'meta.spilled-delivery', key: 'spilled/nowhere.json' };
    deployment.queues.waiting.splice(0, 1, { queue: 'webhooks', id: 'late', body, attempts: 40 });
    await deployment.consumeBatch('webhooks');
    expect(deployment.queues.waiting).toMatchObject([{ queue: 'webhooks', body: { faults: 1 } }]);
    expect((await deadLetters()) - before).toBe(0);
  });
});

it('a body of no known shape is kept at once, and costs its neighbours nothing', async () => {
  const { deployment, stored, deadLetters } = await withDelivery('4854');
  const before = await deadLetters();
  deployment.queues.waiting.unshift({ queue: 'webhooks', id: 'odd', body: { v: 2 }, attempts: 1 });
  await deployment.drain();
  expect([await stored(), (await deadLetters()) - before]).toEqual([1, 1]);
});
