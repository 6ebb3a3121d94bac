import { env } from 'cloudflare:workers';
import { afterEach, expect, it } from 'vitest';
import type { EventSourceWithAddress } from '../../contracts/api/incoming-events.ts';
import type { WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import { insertDeadLetter } from '../../features/dead-letters/queries.ts';
import { sealBody } from '../../features/dead-letters/seal-body.ts';
import { insertDeliveries } from '../../features/webhooks-out/delivery-queries.ts';
import { PUSHED_AT_ONCE } from '../../features/webhooks-out/rules.ts';
import { outgoingEventIdOf } from '../../platform/ids.ts';
import { appendToLog } from '../../platform/outbox/queries.ts';
import { deadLettersOf } from '../../testing/dead-letters.ts';
import type { Deployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Office } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';

/** What has only begun is not left to the clock of other tests. */
afterEach(async () => {
  const left = ['webhook_deliveries', 'webhooks'];
  await env.TENANT.batch(left.map((table) => env.TENANT.prepare(`DELETE FROM ${table}`)));
});

const MANY = 20_000;
const FEW = 10;
/** What the platform hands over at once (wrangler.toml). */
const BATCH = { jobs: 25, outgoing: 10 };

/** Takes one batch from the front of a lane; gives how many jobs and how many statements that was. */
async function consumeFront(deployment: Deployment, lane: keyof typeof BATCH) {
  const { waiting } = deployment.jobs;
  const batch = waiting
    .filter(({ queue, dueAtMs = 0 }) => queue === lane && dueAtMs <= deployment.clock.now)
    .slice(0, BATCH[lane]);
  for (const message of batch) waiting.splice(waiting.indexOf(message), 1);
  const databases = [deployment.tenant, deployment.directory, deployment.search];
  const count = () => databases.reduce((sum, { statements }) => sum + statements.length, 0);
  const before = count();
  if (batch.length > 0) await deployment.consumeMessages(lane, batch);
  return { jobs: batch.length, statements: count() - before };
}

const urlOf = ({ number }: Office) => `${testVars.META_GRAPH_URL}/receivers/${number}`;

async function listen({ deployment, owner, number }: Office): Promise<WebhookWithSecret> {
  const url = `${testVars.META_GRAPH_URL}/receivers/${number}`;
  return deployment.json(owner, 'POST', '/v1/webhooks', { url, events: ['contact.*'] });
}

async function openShop({ deployment, owner }: Office): Promise<(count: number) => Promise<void>> {
  const shop = { name: 'Shop' };
  const { url } = await deployment.json<EventSourceWithAddress>(owner, 'POST', '/v1/event-sources', shop);
  let posted = 0;
  return async (count) => {
    for (let n = 0; n < count; n++) {
      const body = JSON.stringify({ n: posted++ });
      await deployment.webhook(new Request(url, { method: 'POST', body }));
    }
  };
}

const eventsDone = async ({ owner }: Office) =>
  (await tenantRows('SELECT 1 FROM incoming_events WHERE company_id = ?', owner.companyId)).length;

it('twenty thousand changes that a company has told to its webhooks leave ten jobs of another in the third batch', async () => {
  const big = await openOffice();
  const { deployment } = big;
  const { companyId } = big.owner;
  const small = await openOffice(deployment);
  const post = await openShop(small);
  await deployment.deliver(texts(big.number, { id: 'wamid.BIG', from: '5511955550901' }));
  await deployment.drain();
  await listen(big);
  await deployment.drainJobs();
  const [contact] = await tenantRows<{ id: string }>(
    'SELECT id FROM contacts WHERE company_id = ?',
    companyId,
  );
  const db = deployment.context().tenant(companyId);
  const changes = Array.from({ length: 100 }, () => ({ entity: 'contact', id: contact?.id ?? '' }) as const);
  for (let row = 0; row < MANY / 100; row++) await db.batch([appendToLog(db, deployment.clock.now, changes)]);
  // One wake-up for each of many writers, as they come.
  for (let n = 0; n < 20; n++)
    await deployment.env.JOBS.send({ v: 1, kind: 'webhooks.plan', lane: 'jobs', companyId, ref: null });
  await consumeFront(deployment, 'jobs');
  await post(FEW);
  const batches: { jobs: number; statements: number }[] = [];
  while ((await eventsDone(small)) < FEW) {
    batches.push(await consumeFront(deployment, 'jobs'));
    expect(batches.at(-1)?.jobs, 'something is left to do').toBeGreaterThan(0);
  }
  expect(batches.length).toBeLessThanOrEqual(2);
  expect(batches.reduce((sum, { statements }) => sum + statements, 0)).toBeLessThan(FEW * 12 + 60);
  const planned = await tenantRows('SELECT 1 FROM webhook_deliveries WHERE company_id = ?', companyId);
  expect(planned.length, 'the long work has only begun').toBeLessThan(MANY / 2);
});

it('twenty thousand deliveries of a company, ten of another: theirs go out after one go of the first', async () => {
  const big = await openOffice();
  const { deployment, owner } = big;
  const small = await openOffice(deployment);
  const hooks = { big: await listen(big), small: await listen(small) };
  await deployment.drainJobs();
  const nowMs = deployment.clock.now;
  for (const [{ owner: whose }, { id: webhookId }, count] of [
    [big, hooks.big, MANY],
    [small, hooks.small, FEW],
  ] as const) {
    const db = deployment.context().tenant(whose.companyId);
    const rows = Array.from({ length: count }, (_, n) => ({
      webhookId,
      id: outgoingEventIdOf(nowMs, n, 0),
      eventType: 'contact.updated',
      messageId: null,
      body: JSON.stringify({ n }),
    }));
    for (let from = 0; from < count; from += 2_000)
      await db.batch([insertDeliveries(db, rows.slice(from, from + 2_000), nowMs)]);
    const ref = { webhookId };
    const job = { v: 1, kind: 'webhooks.push', lane: 'outgoing', companyId: whose.companyId, ref };
    await deployment.env.OUTGOING.send(job);
  }
  // A receiver takes its time.
  deployment.graph.onCall = () => void (deployment.clock.now += 20);
  const toldTo = (office: Office) =>
    deployment.graph.calls
      .filter(({ url }) => url === urlOf(office))
      .map(({ headers }) => headers['webhook-id']);
  // The worst case: the lane gives one message at a time.
  const first = deployment.jobs.waiting.splice(0, 1);
  await deployment.consumeMessages('outgoing', first);
  const aheadOfThem = toldTo(big).length;
  await deployment.consumeMessages('outgoing', deployment.jobs.waiting.splice(0, 1));
  expect(new Set(toldTo(small)).size).toBe(FEW);
  expect(toldTo(small)).toHaveLength(FEW);
  // Ten seconds of calls that take 20 ms, and the slice that was begun by then.
  expect(aheadOfThem).toBeLessThanOrEqual(10_000 / 20 + PUSHED_AT_ONCE);
  expect(deployment.jobs.waiting.map(({ body }) => (body as { companyId: string }).companyId)).toEqual([
    owner.companyId,
  ]);
});

it('ten thousand letters that a company puts back never keep another company’s job for longer than a slice', async () => {
  const big = await openOffice();
  const { deployment, owner } = big;
  const { companyId } = owner;
  const small = await openOffice(deployment);
  const post = await openShop(small);
  const ctx = deployment.context();
  const body = { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 1 } };
  const LETTERS = 10_000;
  for (let from = 0; from < LETTERS; from += 1_000) {
    const statements = Array.from({ length: 1_000 }, async () => {
      const id = ctx.ids.next('dl');
      const bodySealed = await sealBody(ctx, { id, companyId }, body);
      return insertDeadLetter(ctx.directory, {
        id,
        companyId,
        lane: 'jobs',
        kind: 'search.index',
        code: 'unexpected',
        detail: 'It did not work.',
        ref: null,
        attempts: 6,
        bodySealed,
        messageId: id,
        state: 'open',
        redrives: 0,
        createdAtMs: deployment.clock.now,
        changedAtMs: deployment.clock.now,
        changedById: null,
        reason: null,
      });
    });
    await ctx.directory.batch(await Promise.all(statements));
  }
  deployment.clock.now += 1;
  const letters = deadLettersOf(deployment, owner);
  const { matching } = await letters.redriveAll({ lane: 'jobs', kind: 'search.index', code: 'unexpected' });
  expect(matching).toBe(LETTERS);
  let mostAhead = 0;
  let posted = 0;
  while (deployment.jobs.waiting.some(({ queue }) => queue === 'jobs')) {
    if (posted < 20 * 5) {
      await post(5);
      posted += 5;
      let ahead = 0;
      while ((await eventsDone(small)) < posted) ahead += (await consumeFront(deployment, 'jobs')).jobs;
      mostAhead = Math.max(mostAhead, ahead);
    }
    if ((await consumeFront(deployment, 'jobs')).jobs === 0) deployment.clock.now += 5_000;
  }
  // A slice, what is put into a lane that is nearly full, and the batch that theirs are in.
  expect(mostAhead).toBeLessThanOrEqual(200 + 100 + BATCH.jobs);
  expect(await letters.groups()).toEqual([]);
});
