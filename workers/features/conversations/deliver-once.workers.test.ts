import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { statuses } from '../../testing/meta-payloads.ts';
import { directoryRows, openThread, type Thread } from '../../testing/thread.ts';

const MINUTE_MS = 60_000;
const wakeupsOf = ({ owner }: Thread) =>
  directoryRows('SELECT due_at_ms, ref FROM wakeups WHERE company_id = ?', owner.companyId);

/** Lets time pass, minute by minute, until everything has come to rest. */
async function settle(thread: Thread, minutes = 5): Promise<void> {
  const { deployment } = thread;
  for (let minute = 0; minute < minutes; minute++) {
    await deployment.drain();
    await thread.passTime(MINUTE_MS);
    await deployment.tick();
  }
  await deployment.drain();
}

it('sends a message once, however often and wherever its queue message is consumed', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  await thread.send('hello');
  const taken = deployment.queues.waiting.splice(0);
  await Promise.all(
    Array.from({ length: 5 }, () => deployment.consumeMessages('messages-urgent', [...taken, ...taken])),
  );
  await deployment.consumeMessages('messages-urgent', taken);
  await settle(thread);
  expect(thread.textsSent()).toEqual(['hello']);
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent', externalId: 'wamid.TEST1' });
  expect(await wakeupsOf(thread)).toEqual([]);
});

it.each([
  ['the first to last', (list: unknown[]) => list],
  ['the last first', (list: unknown[]) => list.toReversed()],
])('sends quick replies in the order they were written, consumed %s', async (_, order) => {
  const thread = await openThread();
  const { deployment } = thread;
  const words = Array.from({ length: 6 }, (__, index) => `reply ${index}`);
  for (const word of words) await thread.send(word);
  const taken = deployment.queues.waiting.splice(0);
  for (const message of order(taken) as typeof taken) {
    await deployment.consumeMessages('messages-urgent', [message]);
  }
  await deployment.drain();
  expect(thread.textsSent()).toEqual(words);
});

it('sends quick replies in order when all of them are consumed at once', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  const words = Array.from({ length: 6 }, (_, index) => `reply ${index}`);
  for (const word of words) await thread.send(word);
  const taken = deployment.queues.waiting.splice(0);
  await Promise.all(taken.map((message) => deployment.consumeMessages('messages-urgent', [message])));
  await deployment.drain();
  expect(thread.textsSent()).toEqual(words);
});

it('holds the second reply back until the first, which Meta deferred, has gone', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.graph.answers.push({ status: 429, body: { error: { code: 130429, message: 'slow down' } } });
  await thread.send('one');
  await thread.send('two');
  await deployment.consumeBatch('messages-urgent');
  await deployment.consumeBatch('messages-urgent');
  expect(thread.textsSent()).toEqual(['one']);
  deployment.clock.now += 10_000;
  await deployment.drain();
  expect(thread.textsSent()).toEqual(['one', 'one', 'two']);
  expect(await thread.read()).toMatchObject({ one: { status: 'sent' }, two: { status: 'sent' } });
});

it('spends no permit on replies that wait for another', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  // Meta's pace to one person is 45 at once: two permits for each of these would be too many.
  const words = Array.from({ length: 40 }, (_, index) => `reply ${index}`);
  for (const word of words) await thread.send(word);
  const taken = deployment.queues.waiting.splice(0);
  for (const message of taken.toReversed()) await deployment.consumeMessages('messages-urgent', [message]);
  await deployment.drain();
  expect(thread.textsSent()).toEqual(words);
});

it('wakes what waits behind a reply that is sent again, past one that failed', async () => {
  const thread = await openThread();
  const { deployment, owner, path } = thread;
  const refusal = { status: 400, body: { error: { code: 131026, message: 'undeliverable' } } };
  deployment.graph.answers.push(refusal, refusal, { status: 429, body: {} });
  const one = await thread.send('one');
  await thread.send('two');
  await deployment.drain();
  await deployment.json(owner, 'POST', `${path}/${one.id}/retry`);
  await thread.send('three');
  await deployment.consumeBatch('messages-urgent');
  expect(thread.textsSent()).toEqual(['one', 'two', 'one']);
  deployment.clock.now += 10_000;
  await deployment.drain();
  expect(thread.textsSent()).toEqual(['one', 'two', 'one', 'one', 'three']);
});

it('finds a message whose queue message was lost, and looks for it again without sending twice', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  await thread.send('hello');
  deployment.queues.waiting.splice(0);
  const waiting = () =>
    deployment.queues.waiting.filter(({ body }) => JSON.stringify(body).includes(thread.conversationId));
  deployment.clock.now += 29_999;
  await deployment.tick();
  expect(waiting()).toEqual([]);
  deployment.clock.now += 1;
  await deployment.tick();
  await deployment.tick();
  expect(waiting()).toHaveLength(1);
  deployment.queues.waiting.splice(0);
  await settle(thread);
  expect(thread.textsSent()).toEqual(['hello']);
  expect(await wakeupsOf(thread)).toEqual([]);
});

it('never sends again what may have been sent when it was interrupted, and believes a later status', async () => {
  const thread = await openThread();
  const { deployment, number, conversationId } = thread;
  // The isolate dies while Meta is called: nothing comes after.
  deployment.graph.barrier = new Promise(() => {});
  const called = new Promise<void>((resolve) => (deployment.graph.onCall = resolve));
  const message = await thread.send('hello');
  const copies = deployment.queues.waiting.splice(0);
  void deployment.consumeMessages('messages-urgent', copies);
  await called;
  deployment.graph.barrier = Promise.resolve();
  await deployment.consumeMessages('messages-urgent', copies);
  expect((await thread.read())['hello']).toMatchObject({ status: 'sending' });
  deployment.clock.now += 59_000;
  await deployment.tick();
  expect((await thread.read())['hello']).toMatchObject({ status: 'sending' });
  await settle(thread);
  await deployment.consumeMessages('messages-urgent', copies);
  expect((await thread.read())['hello']).toMatchObject({ status: 'unknown', error: { code: 0 } });
  expect(thread.textsSent()).toEqual(['hello']);
  // What was written after it is not held up for ever.
  await thread.send('next');
  await deployment.drain();
  expect(thread.textsSent()).toEqual(['hello', 'next']);
  await deployment.deliver(
    statuses(number, {
      id: 'wamid.LOST',
      status: 'delivered',
      callbackData: `${conversationId}/${message.id}`,
    }),
  );
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({
    status: 'delivered',
    externalId: 'wamid.LOST',
    error: null,
  });
  expect(await wakeupsOf(thread)).toEqual([]);
});

it('fails a message whose access token cannot be read, and sends it once the token is right', async () => {
  const thread = await openThread();
  const { deployment, owner, channel } = thread;
  const setToken = (sealed: string) =>
    env.TENANT.prepare('UPDATE channels SET access_token_sealed = ? WHERE company_id = ? AND id = ?')
      .bind(sealed, owner.companyId, channel.id)
      .run();
  const row = await env.TENANT.prepare('SELECT access_token_sealed AS sealed FROM channels WHERE id = ?')
    .bind(channel.id)
    .first<{ sealed: string }>();
  await setToken('v1.t1.rubbish.rubbish');
  const message = await thread.send('hello');
  await settle(thread);
  expect((await thread.read())['hello']).toMatchObject({
    status: 'failed',
    error: { code: 0, title: 'Access token unreadable' },
  });
  expect(thread.textsSent()).toEqual([]);
  await setToken(row?.sealed ?? '');
  await deployment.json(thread.owner, 'POST', `${thread.path}/${message.id}/retry`);
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent', error: null });
});
