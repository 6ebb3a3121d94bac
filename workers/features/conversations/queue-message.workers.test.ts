import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { openOffice, openThread, tenantRows, type Thread } from '../../testing/thread.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const key = (text: string) => ({ 'idempotency-key': text });
const post = ({ deployment, owner, path }: Thread, text: string, headers = {}) =>
  deployment.call(owner, 'POST', path, { type: 'text', text }, headers);

it('gives the same message for the same key, and calls Meta once', async () => {
  const thread = await openThread();
  const first = await post(thread, 'hello', key('a-1'));
  expect(first.status).toBe(202);
  const message = await first.json<Message>();
  const again = await post(thread, 'hello', key('a-1'));
  expect([again.status, await again.json()]).toEqual([202, message]);
  await thread.deployment.drain();
  const afterwards = await post(thread, 'hello', key('a-1'));
  expect(await afterwards.json()).toMatchObject({ id: message.id, status: 'sent' });
  await thread.deployment.drain();
  expect(thread.deployment.graph.calls).toHaveLength(1);
  // Another key, and none, are other messages.
  await post(thread, 'hello', key('a-2'));
  await post(thread, 'hello');
  await thread.deployment.drain();
  expect(thread.deployment.graph.calls).toHaveLength(3);
});

it('refuses a key that was used for other words or another conversation', async () => {
  const office = await openOffice();
  const thread = await openThread(office);
  const other = await openThread(office);
  expect((await post(thread, 'hello', key('b-1'))).status).toBe(202);
  for (const response of [
    await post(thread, 'goodbye', key('b-1')),
    await post(other, 'hello', key('b-1')),
  ]) {
    expect([response.status, await response.json()]).toMatchObject([422, { code: 'idempotency_key_reused' }]);
  }
  await office.deployment.drain();
  expect(office.deployment.graph.calls).toHaveLength(1);
});

it('lets two companies use the same key', async () => {
  const a = await openThread();
  const b = await openThread(await openOffice(a.deployment));
  const ids = await Promise.all(
    [a, b].map(async (thread) => (await (await post(thread, 'hello', key('c-1'))).json<Message>()).id),
  );
  expect(new Set(ids).size).toBe(2);
});

it('makes one message of twins that come at the same time', async () => {
  const thread = await openThread();
  const responses = await Promise.all(Array.from({ length: 5 }, () => post(thread, 'hello', key('d-1'))));
  expect(responses.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  const ids = await Promise.all(responses.map(async (response) => (await response.json<Message>()).id));
  expect(new Set(ids).size).toBe(1);
  await thread.deployment.drain();
  expect(thread.deployment.graph.calls).toHaveLength(1);
});

it('finds the message again when the answer of its commit was lost', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  deployment.tenant.afterCommit = () => {
    const last = deployment.tenant.statements.at(-1)?.sql ?? '';
    if (!last.includes('INSERT INTO company_log')) return;
    deployment.tenant.afterCommit = null;
    throw new Error('D1_ERROR: Network connection lost.');
  };
  const lost = await post(thread, 'hello', key('e-1'));
  expect(lost.status).toBe(503);
  const again = await post(thread, 'hello', key('e-1'));
  expect(again.status).toBe(202);
  // Its queue message was never written: the sweep finds it.
  expect(deployment.queues.waiting).toEqual([]);
  await thread.passTime(31_000);
  await deployment.tick();
  await deployment.drain();
  expect(thread.textsSent()).toEqual(['hello']);
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent' });
});

it.each([
  ['', 400],
  ['with space', 400],
  ['x'.repeat(256), 400],
  ['x'.repeat(255), 202],
  ['!~', 202],
])('answers the key %j with %i', async (text, status) => {
  const thread = await openThread();
  expect((await post(thread, 'hello', key(text))).status).toBe(status);
});

it('knows the window to the millisecond, and makes no message outside it', async () => {
  const thread = await openThread();
  const { deployment, conversationId } = thread;
  const show = () =>
    deployment.json<Conversation>(thread.owner, 'GET', `/v1/conversations/${conversationId}`);
  const { windowEndsAtMs } = await show();
  expect(windowEndsAtMs).toBe(Date.UTC(2026, 4, 12, 9, 29, 50) + DAY_MS);
  const at = (ms: number) => thread.passTime(ms - deployment.clock.now);
  await at((windowEndsAtMs ?? 0) - 1);
  expect((await post(thread, 'in time')).status).toBe(202);
  await deployment.drain();
  expect(deployment.graph.calls).toHaveLength(1);

  await at(windowEndsAtMs ?? 0);
  const late = await post(thread, 'too late', key('w-1'));
  expect([late.status, await late.json()]).toMatchObject([
    422,
    { code: 'window_closed', windowEndsAtMs: windowEndsAtMs },
  ]);
  await deployment.drain();
  expect(deployment.graph.calls).toHaveLength(1);
  expect(
    await tenantRows(
      'SELECT id FROM messages WHERE company_id = ? AND text = ?',
      thread.owner.companyId,
      'too late',
    ),
  ).toEqual([]);
});

it('lets an agent begin a conversation, and send nothing until the customer has written', async () => {
  const { deployment, owner, channel } = await openOffice();
  const start = () =>
    deployment.call(owner, 'POST', '/v1/conversations', {
      channelId: channel.id,
      phone: '+55 11 95555-0177',
    });
  const [one, two] = await Promise.all([start(), start()]);
  expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 201]);
  const conversation = await one.json<Conversation>();
  expect(await two.json<Conversation>()).toMatchObject({ id: conversation.id, windowEndsAtMs: null });
  const refused = await deployment.call(owner, 'POST', `/v1/conversations/${conversation.id}/messages`, {
    type: 'text',
    text: 'hello',
  });
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { code: 'window_closed', windowEndsAtMs: null },
  ]);
});

it('a reaction of ours opens nothing in the list: what was newest stays so', async () => {
  const thread = await openThread();
  const { deployment, owner, path, conversationId } = thread;
  await thread.send('On Friday.');
  await deployment.drain();
  const { first } = await thread.read();
  const shown = () => deployment.json<Conversation>(owner, 'GET', `/v1/conversations/${conversationId}`);
  const before = await shown();
  deployment.clock.now += 60_000;
  await deployment.json(owner, 'POST', path, {
    type: 'reaction',
    reaction: { messageId: first?.id, emoji: '👍' },
  });
  await deployment.drain();
  const { lastMessage, lastMessageAtMs } = await shown();
  expect([lastMessage, lastMessageAtMs]).toEqual([before.lastMessage, before.lastMessageAtMs]);
});
