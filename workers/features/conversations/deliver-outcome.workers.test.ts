import { afterEach, expect, it, vi } from 'vitest';
import { SEND_TIMEOUT_MS } from '../../channels/cloud/send.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import { directoryRows, openThread, tenantRows, type Thread } from '../../testing/thread.ts';

afterEach(() => vi.useRealTimers());

const error = (code: number, status = 400): GraphAnswer => ({
  status,
  body: { error: { code, message: `(#${code}) made up` } },
});
const NO_BODY = { status: 500, body: null };

const rowOf = async (thread: Thread, text: string) => {
  const [row] = await tenantRows<{ status: string; attempts: number; dueAtMs: number | null }>(
    'SELECT status, attempts, due_at_ms AS dueAtMs FROM messages WHERE company_id = ? AND text = ?',
    thread.owner.companyId,
    text,
  );
  return row;
};

it.each<[string, GraphAnswer, { status: string; externalId?: string | null; error?: unknown }]>([
  [
    '200 with an id',
    { status: 200, body: { messages: [{ id: 'wamid.OK' }] } },
    { status: 'sent', externalId: 'wamid.OK', error: null },
  ],
  ['200 without an id', { status: 200, body: { messages: [] } }, { status: 'unknown', externalId: null }],
  ['200 with rubbish', { status: 200, body: 'rubbish' }, { status: 'unknown' }],
  ['500 without a body', NO_BODY, { status: 'unknown' }],
  ['500 with an ambiguous error', error(131000, 500), { status: 'unknown', error: { code: 131000 } }],
  [
    '500 with an error nobody documents',
    error(999_999, 500),
    { status: 'unknown', error: { code: 999_999 } },
  ],
  ['400 with an error nobody documents', error(999_999), { status: 'failed', error: { code: 999_999 } }],
  ['a broken connection', 'reset', { status: 'unknown' }],
  ['a redirect', { status: 302, body: {} }, { status: 'unknown' }],
  ['an expired token', error(190, 401), { status: 'queued', error: null }],
  ['outside the window', error(131047), { status: 'failed', error: { code: 131047 } }],
  ['a restriction', error(131048), { status: 'failed', error: { code: 131048 } }],
  ['404 without a body', { status: 404, body: null }, { status: 'failed', error: { code: 0 } }],
])('ends in the right state, with one call, after %s', async (_, answer, expected) => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push(answer);
  await thread.send('hello');
  await deployment.drain();
  for (let minute = 0; minute < 3; minute++) {
    await thread.passTime(60_000);
    await deployment.tick();
    await deployment.drain();
  }
  expect((await thread.read())['hello']).toMatchObject(expected);
  expect(thread.textsSent()).toEqual(['hello']);
});

it('gives up on an answer that never comes after the time-out, and calls no second time', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push('hang');
  const called = new Promise<void>((resolve) => (deployment.graph.onCall = resolve));
  await thread.send('hello');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sending = deployment.consumeBatch('messages-urgent');
  await called;
  vi.advanceTimersByTime(SEND_TIMEOUT_MS - 1);
  expect((await thread.read())['hello']).toMatchObject({ status: 'sending' });
  vi.advanceTimersByTime(1);
  await sending;
  vi.useRealTimers();
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'unknown', error: { code: 0 } });
  expect(thread.textsSent()).toEqual(['hello']);
});

it.each([
  ['429 without a body', { status: 429, body: null }, 3],
  ['the number’s rate', error(130429), 3],
  ['the pair’s rate', error(131056), 1],
  ['maintenance', error(131057), 60],
])('sends again after a while, without counting an attempt, after %s', async (_, answer, waitSeconds) => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push(answer);
  await thread.send('hello');
  await deployment.consumeBatch('messages-urgent');
  const row = await rowOf(thread, 'hello');
  expect(row).toMatchObject({ status: 'queued', attempts: 0 });
  const waitMs = (row?.dueAtMs ?? 0) - deployment.clock.now;
  expect(waitMs).toBeGreaterThanOrEqual(waitSeconds * 1_000);
  expect(waitMs).toBeLessThanOrEqual(waitSeconds * 1_250);
  deployment.clock.now += waitMs - 1;
  await deployment.consumeBatch('messages-urgent');
  expect(thread.textsSent()).toHaveLength(1);
  deployment.clock.now += 1;
  await deployment.drain();
  expect(thread.textsSent()).toHaveLength(2);
  expect(await rowOf(thread, 'hello')).toMatchObject({ status: 'sent', attempts: 0 });
});

it('keeps an answer that the database cannot store, and stores it once it can, without a second call', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.onCall = () => (deployment.tenant.fault = new Error('D1_ERROR: overloaded'));
  await thread.send('hello');
  await deployment.consumeBatch('messages-urgent');
  expect(deployment.queues.waiting).toMatchObject([{ body: { kind: 'message.outcome' } }]);
  expect(await deployment.consumeBatch('messages-urgent')).toEqual({ acked: 0, retried: 1 });
  deployment.tenant.fault = null;
  const copies = [...deployment.queues.waiting];
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent', externalId: 'wamid.TEST1' });
  const before = await thread.read();
  await deployment.consumeMessages('messages-urgent', copies);
  expect(await thread.read()).toEqual(before);
  expect(thread.textsSent()).toEqual(['hello']);
});

it('ends as unknown when neither the database nor the queue takes the answer', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.onCall = () => {
    deployment.tenant.fault = new Error('D1_ERROR: overloaded');
    deployment.queues.fault = new Error('Queue send failed');
  };
  await thread.send('hello');
  await deployment.consumeBatch('messages-urgent');
  deployment.graph.onCall = null;
  deployment.tenant.fault = null;
  deployment.queues.fault = null;
  for (let minute = 0; minute < 3; minute++) {
    await deployment.drain();
    await thread.passTime(60_000);
    await deployment.tick();
  }
  expect((await thread.read())['hello']).toMatchObject({ status: 'unknown' });
  expect(thread.textsSent()).toEqual(['hello']);
});

it.each([
  ['that it was refused for now', { status: 429, body: null }],
  ['that it was taken', { status: 200, body: { messages: [{ id: 'wamid.SAME' }] } }],
])('takes an answer that comes twice as no word on a later try, when it says %s', async (_, answer) => {
  const thread = await openThread();
  const { deployment } = thread;
  const { owner, path } = thread;
  deployment.graph.answers.push(answer);
  deployment.graph.onCall = () => (deployment.tenant.fault = new Error('D1_ERROR: overloaded'));
  const message = await thread.send('hello');
  await deployment.consumeBatch('messages-urgent');
  deployment.graph.onCall = null;
  deployment.tenant.fault = null;
  const answers = [...deployment.queues.waiting];
  expect(answers).toMatchObject([{ body: { kind: 'message.outcome' } }]);
  await deployment.consumeBatch('messages-urgent');
  deployment.clock.now += 45_000;
  await deployment.tick();
  if (answer.status === 200) {
    await deployment.deliver(statuses(thread.number, { id: 'wamid.SAME', status: 'failed' }));
    await deployment.consumeBatch('statuses');
    await deployment.json(owner, 'POST', `${path}/${message.id}/retry`);
  }
  // The second try is with Meta, and the first one's answer comes again.
  let release = () => {};
  deployment.graph.barrier = new Promise<void>((resolve) => (release = resolve));
  const called = new Promise<void>((resolve) => (deployment.graph.onCall = resolve));
  const sending = deployment.consumeBatch('messages-urgent');
  await called;
  await deployment.consumeMessages('messages-urgent', answers);
  expect((await thread.read())['hello']).toMatchObject({ status: 'sending' });
  deployment.clock.now += 10_000;
  await deployment.consumeBatch('messages-urgent');
  release();
  await sending;
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent', externalId: 'wamid.TEST2' });
  expect(thread.textsSent()).toHaveLength(2);
});

it('lets the wake-ups of a finished message come to rest', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push({ status: 429, body: null }, NO_BODY);
  await thread.send('hello');
  for (let minute = 0; minute < 4; minute++) {
    await deployment.consumeBatch('messages-urgent');
    deployment.clock.now += 60_000;
    await deployment.tick();
  }
  await deployment.drain();
  expect(await rowOf(thread, 'hello')).toMatchObject({ status: 'unknown' });
  expect(await directoryRows('SELECT ref FROM wakeups WHERE company_id = ?', thread.owner.companyId)).toEqual(
    [],
  );
});
