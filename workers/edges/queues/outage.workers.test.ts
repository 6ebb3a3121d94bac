import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { createDeployment, type Deployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Page } from '../../testing/thread.ts';

const LANES = ['webhooks', 'messages-urgent', 'jobs'];
const STEP_MS = 10_000;
const OUTAGE_MS = 3_600_000;
/** The longest wait after a fault of the house, with its jitter. */
const LONGEST_WAIT_MS = 375_000;
const REPLIES = 20;
const DELIVERIES = 60;

/** Moves the clock a step, and consumes what is due then as the platform does; gives how many were taken. */
async function step(deployment: Deployment): Promise<number> {
  const { clock, queues, jobs } = deployment;
  clock.now += STEP_MS;
  let taken = 0;
  for (const lane of LANES) {
    const { waiting } = lane === 'jobs' ? jobs : queues;
    const due = waiting.filter(({ queue, dueAtMs = 0 }) => queue === lane && dueAtMs <= clock.now);
    for (const message of due) waiting.splice(waiting.indexOf(message), 1);
    if (due.length === 0) continue;
    taken += due.length;
    await deployment.consumeMessages(lane, due, (message, delaySeconds) => {
      message.dueAtMs = clock.now + delaySeconds * 1_000;
    });
  }
  return taken;
}

const countLetters = ({ env }: Deployment) =>
  env.DIRECTORY.prepare('SELECT count(*) FROM dead_letters').first<number>('count(*)');

it('an hour without the database loses nothing, repeats nothing, and ends without a stampede', async () => {
  const deployment = createDeployment();
  const office = await openOffice(deployment);
  const { owner, number, channel } = office;
  const phones = Array.from({ length: REPLIES }, (_, n) => `551195557${number}${String(n).padStart(2, '0')}`);
  await deployment.deliver(texts(number, ...phones.map((from, n) => ({ id: `wamid.OUT.A${n}`, from }))));
  await deployment.drain();
  await deployment.drainJobs();
  const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations?limit=100');
  for (const [index, { id }] of items.entries()) {
    const body = { type: 'text', text: `answer ${index}` };
    const key = { 'idempotency-key': crypto.randomUUID() };
    await deployment.json(owner, 'POST', `/v1/conversations/${id}/messages`, body, key);
  }
  const lettersBefore = await countLetters(deployment);

  const fault = new Error('D1_ERROR: network connection lost');
  deployment.tenant.fault = fault;
  deployment.directory.fault = fault;
  const endMs = deployment.clock.now + OUTAGE_MS;
  for (let n = 0; n < DELIVERIES; n++) {
    const from = phones[n % REPLIES] ?? '';
    expect((await deployment.deliver(texts(number, { id: `wamid.OUT.B${n}`, from }))).status).toBe(200);
  }
  while (deployment.clock.now < endMs) await step(deployment);
  const waiting = [...deployment.queues.waiting];
  expect(waiting).toHaveLength(REPLIES + DELIVERIES);
  // The platform gives a message up after a hundred.
  expect(Math.max(...waiting.map(({ attempts }) => attempts))).toBeLessThan(50);
  deployment.tenant.fault = null;
  deployment.directory.fault = null;

  const perStep: number[] = [];
  for (let passedMs = 0; passedMs < LONGEST_WAIT_MS + 2 * STEP_MS; passedMs += STEP_MS) {
    const before = new Set(deployment.queues.waiting);
    await step(deployment);
    perStep.push(waiting.filter((message) => before.has(message)).length);
  }
  expect(deployment.queues.waiting).toEqual([]);
  const drained = perStep.slice(0, -1).map((count, index) => count - (perStep[index + 1] ?? 0));
  expect(Math.max(...drained), 'what comes back in ten seconds').toBeLessThan(waiting.length / 4);
  expect(drained.filter((count) => count > 0).length, 'steps over which it is spread').toBeGreaterThan(10);

  // Whatever the clock finds besides is done already.
  await deployment.tick();
  await deployment.drain();
  const stored = await tenantRows<{ direction: string; status: string; count: number }>(
    `SELECT direction, status, count(*) AS count FROM messages WHERE company_id = ? AND channel_id = ?
     GROUP BY direction, status ORDER BY direction`,
    owner.companyId,
    channel.id,
  );
  expect(stored).toEqual([
    { direction: 'inbound', status: 'received', count: REPLIES + DELIVERIES },
    { direction: 'outbound', status: 'sent', count: REPLIES },
  ]);
  expect(deployment.graph.calls.filter(({ url }) => url.endsWith('/messages'))).toHaveLength(REPLIES);
  expect(await countLetters(deployment)).toBe(lettersBefore);
}, 60_000);
