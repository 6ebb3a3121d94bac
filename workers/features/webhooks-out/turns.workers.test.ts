import { expect, it } from 'vitest';
import type { WebhookDelivery, WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';
import { DELIVERY_DAYS } from './rules.ts';

const DAY_MS = 86_400_000;

/** A company whose receiver is told of messages; `write` makes so many, and stops before they are sent. */
async function listening() {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  const url = `${testVars.META_GRAPH_URL}/receivers/${number}`;
  const hook = await deployment.json<WebhookWithSecret>(owner, 'POST', '/v1/webhooks', {
    url,
    events: ['message.received'],
  });
  const path = `/v1/webhooks/${hook.id}`;
  const body = { v: 1, kind: 'webhooks.push', lane: 'outgoing', companyId: owner.companyId };
  let written = 0;
  return {
    ...office,
    path,
    calls: () => deployment.graph.calls.filter((call) => call.url === url),
    states: async () =>
      (
        await tenantRows<{ state: string }>(
          'SELECT state FROM webhook_deliveries WHERE company_id = ? ORDER BY state',
          owner.companyId,
        )
      ).map(({ state }) => state),
    write: async (count: number) => {
      const list = Array.from({ length: count }, () => ({
        id: `wamid.TURN${number}.${++written}`,
        from: '5511955550409',
      }));
      await deployment.deliver(texts(number, ...list));
      await deployment.drain();
      await deployment.consumeBatch('jobs');
    },
    push: () => ({
      queue: 'outgoing',
      id: crypto.randomUUID(),
      attempts: 1,
      body: { ...body, ref: { webhookId: hook.id } },
    }),
  };
}

it('a receiver is sent to by one at a time, however many are asked to', async () => {
  const { deployment, write, push, calls, states } = await listening();
  await write(60);
  deployment.jobs.waiting.length = 0;
  const held = Promise.withResolvers<void>();
  deployment.graph.barrier = held.promise;
  const senders = [1, 2, 3, 4].map(() => deployment.consumeMessages('outgoing', [push()]));
  await expect.poll(() => calls().length).toBe(10);
  await Promise.race([Promise.all(senders.slice(1)), new Promise((after) => setTimeout(after, 300))]);
  expect(calls()).toHaveLength(10);
  held.resolve();
  await Promise.all(senders);
  await deployment.drainJobs();
  expect([calls().length, await states()]).toEqual([60, Array(60).fill('delivered')]);
});

it('a receiver that is down takes ever fewer looks of the lane, and all that it missed when it is back', async () => {
  const { deployment, owner, write, push, calls, states, path } = await listening();
  const { clock, graph } = deployment;
  let isDown = true;
  graph.onCall = () => {
    if (isDown) graph.answers.unshift({ status: 503, body: {} });
  };
  await write(400);
  const startMs = clock.now;
  // Something happens every few seconds, and each time somebody is asked to tell it.
  while (clock.now < startMs + 1_800_000) {
    clock.now += 5_000;
    await deployment.consumeMessages('outgoing', [push()]);
    deployment.jobs.waiting.length = 0;
  }
  expect(calls().length).toBeLessThan(60);
  isDown = false;
  clock.now += 60_000;
  await deployment.tick();
  await deployment.drainJobs();
  expect(await states()).toEqual(Array(400).fill('delivered'));

  isDown = true;
  await write(1);
  for (let round = 0; round < 20; round++) {
    clock.now += 300_000;
    await deployment.consumeMessages('outgoing', [push()]);
    deployment.jobs.waiting.length = 0;
  }
  // A person who has repaired it waits for no rest.
  isDown = false;
  Object.assign(owner, await deployment.renew(owner));
  const before = calls().length;
  await deployment.json(owner, 'POST', `${path}/test`);
  await deployment.drainJobs();
  expect(calls().length).toBeGreaterThan(before);
});

it('a receiver that is back gets what waits for a later try at once: by a test, and by what happens next', async () => {
  const { deployment, owner, write, calls, states, path } = await listening();
  const { clock, graph } = deployment;
  const fail = async () => {
    graph.onCall = () => void graph.answers.unshift({ status: 503, body: {} });
    await write(3);
    for (let look = 0; look < 8; look++) {
      await deployment.drainJobs();
      clock.now += 10_000;
    }
    graph.onCall = null;
    // What still waits in the queue is for later than now.
    deployment.jobs.waiting.length = 0;
  };
  await fail();
  expect(await states()).toEqual(['pending', 'pending', 'pending']);
  await deployment.json(owner, 'POST', `${path}/test`);
  await deployment.drainJobs();
  expect(await states()).toEqual(Array(4).fill('delivered'));

  await fail();
  expect((await states()).filter((state) => state === 'pending')).toHaveLength(3);
  // Its rest is over within a minute; then one new event finds it well.
  clock.now += 60_000;
  await write(1);
  await deployment.drainJobs();
  expect(await states()).toEqual(Array(8).fill('delivered'));
  expect(calls().length).toBeLessThan(40);
});

it('what is always refused keeps to its schedule, however often its receiver seems to be back', async () => {
  const { deployment, owner, write, path } = await listening();
  const { clock, graph } = deployment;
  graph.onCall = () => {
    if (graph.calls.at(-1)?.text.includes('"message.received"'))
      graph.answers.unshift({ status: 500, body: {} });
  };
  await write(1);
  await deployment.drainJobs();
  const refused = async () =>
    (
      await deployment.json<{ items: WebhookDelivery[] }>(owner, 'GET', `${path}/deliveries?state=pending`)
    ).items.map(({ tries, attempts }) => [tries, attempts.length]);
  for (let test = 0; test < 12; test++) {
    await deployment.json(owner, 'POST', `${path}/test`);
    await deployment.drainJobs();
    clock.now += 2_000;
  }
  const [[tries = 0, attempts = 0] = []] = await refused();
  expect(attempts - tries).toBeLessThanOrEqual(5);
  expect(tries).toBeLessThanOrEqual(3);
});

it('one that is switched off takes neither tests nor repeats, and forgets what it was told in time', async () => {
  const { deployment, owner, write, states, path } = await listening();
  await write(2);
  await deployment.drainJobs();
  await deployment.json(owner, 'PATCH', path, { version: 1, isEnabled: false });
  const { items } = await deployment.json<{ items: WebhookDelivery[] }>(owner, 'GET', `${path}/deliveries`);
  for (const doing of ['test', 'redrive', `deliveries/${items[0]?.id}/redrive`]) {
    const refused = await deployment.call(owner, 'POST', `${path}/${doing}`);
    expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([409, 'switched_off']);
  }
  expect(await states()).toEqual(['delivered', 'delivered']);
  deployment.clock.now += (DELIVERY_DAYS + 1) * DAY_MS;
  await deployment.tick();
  expect(await states()).toEqual([]);
});

it('one that is deleted leaves nothing of what it was told, however much that was', async () => {
  const { deployment, owner, path, states } = await listening();
  await tenantRows(
    `WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 10001)
     INSERT INTO webhook_deliveries
       (company_id, webhook_id, id, event_type, body, state, tries, due_at_ms, attempts, created_at_ms)
     SELECT ?1, ?2, 'evt_' || printf('%08d', value), 'message.received', '{}', 'delivered', 1, 0, '[]', 0 FROM n`,
    owner.companyId,
    path.slice('/v1/webhooks/'.length),
  );
  expect(await states()).toHaveLength(10_001);
  expect((await deployment.call(owner, 'DELETE', path)).status).toBe(204);
  expect(await states()).toEqual([]);
});
