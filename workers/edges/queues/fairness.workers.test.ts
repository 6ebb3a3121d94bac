import { describe, expect, it } from 'vitest';
import type { EventSourceWithAddress } from '../../contracts/api/incoming-events.ts';
import type { Replay } from '../../contracts/api/replays.ts';
import type { WebhookDelivery, WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import { appendToLog } from '../../platform/outbox/queries.ts';
import { deadLettersOf, keepLetter } from '../../testing/dead-letters.ts';
import type { Deployment } from '../../testing/deployment.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';
import { openOffice, openThread, tenantRows, type Office } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';

const HOUR_MS = 3_600_000;

/** Takes from the front of a lane, as the platform does; gives how many there were. */
async function consumeFront(deployment: Deployment, lane: string, upTo: number): Promise<number> {
  const { waiting } = deployment.queues.waiting.some(({ queue }) => queue === lane)
    ? deployment.queues
    : deployment.jobs;
  const batch = waiting
    .filter(({ queue, dueAtMs = 0 }) => queue === lane && dueAtMs <= deployment.clock.now)
    .slice(0, upTo);
  for (const message of batch) waiting.splice(waiting.indexOf(message), 1);
  if (batch.length > 0) await deployment.consumeMessages(lane, batch);
  return batch.length;
}

const waitingIn = ({ jobs, queues }: Deployment, lane: string) =>
  [...jobs.waiting, ...queues.waiting].filter(({ queue }) => queue === lane).length;

/** Changes of the same messages again and again: work for whoever follows the company's log. */
async function growLog({ deployment, owner }: Office, rows: number, changesPerRow: number): Promise<void> {
  const found = await tenantRows<{ id: string; conversationId: string }>(
    `SELECT id, conversation_id AS conversationId FROM messages WHERE company_id = ? LIMIT ${changesPerRow}`,
    owner.companyId,
  );
  const db = deployment.context().tenant(owner.companyId);
  const changes = found.map((one) => ({ entity: 'message', change: 'updated', ...one }) as const);
  for (let row = 0; row < rows; row++) await db.batch([appendToLog(db, deployment.clock.now, changes)]);
}

async function receive({ deployment, number }: Office, count: number): Promise<void> {
  const list = Array.from({ length: count }, (_, n) => ({
    id: `wamid.FAIR${number}.${n}`,
    from: `55119${number}${String(n).padStart(4, '0')}`,
  }));
  await deployment.deliver(texts(number, ...list));
  await deployment.drain();
}

/** Long work of one company in the lane `jobs`, begun. */
const LONG: Record<string, (office: Office) => Promise<void>> = {
  async 'indexes everything for its search'(office) {
    await receive(office, 600);
    await growLog(office, 400, 600);
  },
  async 'has its log told to its webhooks'(office) {
    await receive(office, 1);
    const url = `${testVars.META_GRAPH_URL}/receivers/${office.number}`;
    await office.deployment.json(office.owner, 'POST', '/v1/webhooks', { url, events: ['contact.*'] });
    await growLog(office, 300, 1);
    const { companyId } = office.owner;
    const job = { v: 1, kind: 'webhooks.plan', lane: 'jobs', companyId, ref: null };
    await office.deployment.env.JOBS.send(job);
  },
  async 'reads its archive again'(office) {
    const { deployment, owner, number } = office;
    for (let n = 0; n < 40; n++) {
      await deployment.deliver(texts(number, { id: `wamid.OLD${n}`, from: '5511955550777' }));
      await deployment.drain();
    }
    await deployment.drainJobs();
    const range = { fromMs: deployment.clock.now - HOUR_MS, toMs: deployment.clock.now + HOUR_MS };
    await deployment.json<Replay>(owner, 'POST', '/v1/replays', range);
  },
  async 'puts hundreds of dead letters back'(office) {
    const { deployment, owner } = office;
    const { companyId } = owner;
    const body = { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 1 } };
    const group = { lane: 'jobs', kind: 'search.index', code: 'unexpected' };
    for (let n = 0; n < 500; n++) await keepLetter(deployment, companyId, { ...group, body });
    deployment.clock.now += 1;
    await deadLettersOf(deployment, owner).redriveAll(group);
  },
};

/** What a slice puts into the lane at most, before the next one has its turn. */
const MOST_AHEAD = 200;

describe('while one company', () => {
  it.each(Object.entries(LONG))('%s, ten jobs of another are done after a slice of it', async (_, begin) => {
    const big = await openOffice();
    const { deployment } = big;
    const small = await openOffice(deployment);
    const shop = await deployment.json<EventSourceWithAddress>(small.owner, 'POST', '/v1/event-sources', {
      name: 'Shop',
    });
    await begin(big);
    expect(await consumeFront(deployment, 'jobs', 100)).toBeGreaterThan(0);
    expect(waitingIn(deployment, 'jobs')).toBeGreaterThan(0);
    for (let n = 0; n < 10; n++)
      await deployment.webhook(new Request(shop.url, { method: 'POST', body: JSON.stringify({ n }) }));
    const done = async () =>
      (await tenantRows('SELECT 1 FROM incoming_events WHERE company_id = ?', small.owner.companyId)).length;
    let taken = 0;
    while ((await done()) < 10) {
      const count = await consumeFront(deployment, 'jobs', 20);
      if (count === 0) throw new Error('nothing is left to do');
      taken += count;
    }
    expect(taken).toBeLessThanOrEqual(MOST_AHEAD + 20);
    expect(waitingIn(deployment, 'jobs'), 'the long work is still going on').toBeGreaterThan(0);
    while ((await consumeFront(deployment, 'jobs', 100)) > 0);
    deployment.clock.now += 10_000;
    while ((await consumeFront(deployment, 'jobs', 100)) > 0);
    expect(waitingIn(deployment, 'jobs')).toBe(0);
  });

  it('puts hundreds of sends back, an agent of another waits for a slice of them at most', async () => {
    const big = await openOffice();
    const { deployment } = big;
    const small = await openThread(await openOffice(deployment));
    const { companyId } = big.owner;
    const ctx = deployment.context();
    const group = { lane: 'messages-urgent', kind: 'message.send', code: 'timeout' };
    for (let n = 0; n < 500; n++) {
      const ref = { conversationId: ctx.ids.next('conv'), messageId: ctx.ids.next('msg') };
      const body = { v: 1, kind: 'message.send', lane: 'messages-urgent', companyId, ref };
      await keepLetter(deployment, companyId, { ...group, body });
    }
    deployment.clock.now += 1;
    const letters = deadLettersOf(deployment, big.owner);
    await letters.redriveAll(group);
    while ((await consumeFront(deployment, 'jobs', 100)) > 0);
    await small.send('At once');
    let taken = 0;
    while (!small.textsSent().includes('At once'))
      taken += await consumeFront(deployment, 'messages-urgent', 10);
    expect(taken).toBeLessThanOrEqual(310);
    for (
      let round = 0;
      waitingIn(deployment, 'jobs') + waitingIn(deployment, 'messages-urgent') > 0;
      round++
    ) {
      if (round === 20) throw new Error('the letters do not end');
      while ((await consumeFront(deployment, 'messages-urgent', 10)) > 0);
      deployment.clock.now += 5_000;
      while ((await consumeFront(deployment, 'jobs', 100)) > 0);
    }
    expect(await letters.groups()).toEqual([]);
    expect(small.textsSent()).toEqual(['At once']);
  });

  it('has a receiver that says nothing, another’s webhooks are told meanwhile', async () => {
    const slow = await openOffice();
    const { deployment } = slow;
    const quick = await openOffice(deployment);
    const urlOf = ({ number }: Office) => `${testVars.META_GRAPH_URL}/receivers/${number}`;
    const hooks: WebhookWithSecret[] = [];
    for (const office of [slow, quick]) {
      const body = { url: urlOf(office), events: ['message.received'] };
      hooks.push(await deployment.json<WebhookWithSecret>(office.owner, 'POST', '/v1/webhooks', body));
    }
    await receive(slow, 15);
    await receive(quick, 3);
    await consumeFront(deployment, 'jobs', 100);
    const held = Promise.withResolvers<void>();
    deployment.graph.onCall = () => {
      const isSlow = deployment.graph.calls.at(-1)?.url === urlOf(slow);
      deployment.graph.barrier = isSlow ? held.promise : Promise.resolve();
    };
    const work = consumeFront(deployment, 'outgoing', 10);
    const told = async (office: Office, hook: WebhookWithSecret | undefined) =>
      (
        await deployment.json<{ items: WebhookDelivery[] }>(
          office.owner,
          'GET',
          `/v1/webhooks/${hook?.id}/deliveries`,
        )
      ).items.filter(({ state }) => state === 'delivered').length;
    await expect.poll(() => told(quick, hooks[1])).toBe(3);
    expect(await told(slow, hooks[0])).toBe(0);
    held.resolve();
    await work;
    await deployment.drainJobs();
    expect(await told(slow, hooks[0])).toBe(15);
  });
});

it('a campaign’s statuses stand in a lane of their own, and a customer’s message is stored before them', async () => {
  const office = await openOffice();
  const { deployment, number, owner } = office;
  const list = Array.from({ length: 500 }, (_, n) => ({ id: `wamid.BULK${n}`, status: 'delivered' }));
  for (let n = 0; n < 10; n++) await deployment.deliver(statuses(number, ...list));
  const before = waitingIn(deployment, 'statuses');
  await deployment.deliver(texts(number, { id: 'wamid.CUSTOMER', from: '5511955550888' }));
  await consumeFront(deployment, 'webhooks', 1);
  const stored = await tenantRows('SELECT 1 FROM messages WHERE company_id = ?', owner.companyId);
  expect([stored.length, waitingIn(deployment, 'statuses') === before, before > 0]).toEqual([1, true, true]);
});
