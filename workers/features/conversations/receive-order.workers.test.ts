import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, openThread, type Page, type Thread } from '../../testing/thread.ts';

const AT_SECONDS = Date.UTC(2026, 4, 12, 9, 29, 55) / 1_000;

const conversationOf = ({ deployment, owner, conversationId }: Thread) =>
  deployment.json<Conversation>(owner, 'GET', `/v1/conversations/${conversationId}`);

const textsInOrder = async ({ deployment, owner, path }: Thread) => {
  const page = await deployment.json<Page<Message>>(owner, 'GET', path);
  return page.items.map(({ text }) => text).toReversed();
};

it('keeps the order of a burst that was written within one second', async () => {
  const thread = await openThread();
  const { deployment, number, phone } = thread;
  const words = Array.from({ length: 12 }, (_, index) => `word ${index}`);
  await deployment.deliver(
    texts(
      number,
      ...words.map((text, index) => ({ id: `wamid.W${index}`, from: phone, text, atSeconds: AT_SECONDS })),
    ),
  );
  await deployment.drain();
  expect(await textsInOrder(thread)).toEqual(['first', ...words]);
  expect(await conversationOf(thread)).toMatchObject({ unreadCount: 13, lastMessage: { text: 'word 11' } });
});

it('places a message that is late by its own time, and keeps the newest as the preview', async () => {
  const thread = await openThread();
  const { deployment, number, phone } = thread;
  const later = { id: 'wamid.L1', from: phone, text: 'later', atSeconds: AT_SECONDS };
  await deployment.deliver(texts(number, later));
  await deployment.drain();
  await deployment.deliver(
    texts(number, { ...later, id: 'wamid.L2', text: 'earlier', atSeconds: AT_SECONDS - 1 }),
  );
  await deployment.drain();
  expect(await textsInOrder(thread)).toEqual(['first', 'earlier', 'later']);
  expect(await conversationOf(thread)).toMatchObject({ unreadCount: 3, lastMessage: { text: 'later' } });
});

it('puts the answer of the same second after the question', async () => {
  const thread = await openThread();
  const { deployment, number, phone } = thread;
  deployment.clock.now = AT_SECONDS * 1_000 + 999;
  await deployment.deliver(
    texts(number, { id: 'wamid.Q', from: phone, text: 'why?', atSeconds: AT_SECONDS }),
  );
  await deployment.drain();
  deployment.clock.now += 1;
  await thread.send('because');
  expect(await textsInOrder(thread)).toEqual(['first', 'why?', 'because']);
  expect(await conversationOf(thread)).toMatchObject({ unreadCount: 0, lastMessage: { text: 'because' } });
});

it.each(['resolved', 'snoozed'] as const)(
  'opens a %s conversation when the customer writes',
  async (status) => {
    const thread = await openThread();
    const { deployment, owner, number, phone, conversationId } = thread;
    const { version } = await conversationOf(thread);
    const snooze = status === 'snoozed' ? { snoozedUntilMs: deployment.clock.now + 3_600_000 } : {};
    await deployment.json(owner, 'PATCH', `/v1/conversations/${conversationId}`, {
      version,
      status,
      ...snooze,
    });
    expect(await conversationOf(thread)).toMatchObject({ status });
    await deployment.deliver(texts(number, { id: 'wamid.again', from: phone, atSeconds: AT_SECONDS }));
    await deployment.drain();
    expect(await conversationOf(thread)).toMatchObject({
      status: 'open',
      snoozedUntilMs: null,
      unreadCount: 2,
    });
  },
);

it('leaves a pending conversation pending when the customer writes', async () => {
  const thread = await openThread();
  const { deployment, owner, number, phone, conversationId } = thread;
  const { version } = await conversationOf(thread);
  await deployment.json(owner, 'PATCH', `/v1/conversations/${conversationId}`, {
    version,
    status: 'pending',
  });
  await deployment.deliver(texts(number, { id: 'wamid.again', from: phone, atSeconds: AT_SECONDS }));
  await deployment.drain();
  expect(await conversationOf(thread)).toMatchObject({ status: 'pending', unreadCount: 2 });
});

it('keeps a conversation open that a message opened while somebody was assigning it', async () => {
  const thread = await openThread();
  const { deployment, owner, number, phone, conversationId } = thread;
  const path = `/v1/conversations/${conversationId}`;
  const { version } = await conversationOf(thread);
  const resolved = await deployment.json<Conversation>(owner, 'PATCH', path, { version, status: 'resolved' });
  await deployment.deliver(texts(number, { id: 'wamid.meanwhile', from: phone, atSeconds: AT_SECONDS }));
  let batches = 0;
  deployment.tenant.beforeBatch = async () => {
    // The assignment has read the conversation and is about to write.
    if (++batches !== 2) return;
    deployment.tenant.beforeBatch = null;
    await deployment.drain();
  };
  const assigned = await deployment.json<Conversation>(owner, 'PATCH', path, {
    version: resolved.version,
    assigneeId: owner.userId,
  });
  expect(assigned).toMatchObject({ status: 'open', assigneeId: owner.userId, unreadCount: 2 });
});

it('counts as unread what came while the thread was being read', async () => {
  const thread = await openThread();
  const { deployment, owner, number, phone, conversationId } = thread;
  await deployment.deliver(texts(number, { id: 'wamid.meanwhile', from: phone, atSeconds: AT_SECONDS }));
  let batches = 0;
  deployment.tenant.beforeBatch = async () => {
    if (++batches !== 2) return;
    deployment.tenant.beforeBatch = null;
    await deployment.drain();
  };
  const response = await deployment.call(owner, 'POST', `/v1/conversations/${conversationId}/read`);
  expect(response.status).toBe(204);
  expect(await conversationOf(thread)).toMatchObject({ unreadCount: 1 });
});

it('learns a new profile name, and finds the contact by it', async () => {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  const from = '5511955500099';
  await deployment.deliver(texts(number, { id: 'wamid.N1', from, name: 'Bia Lima' }));
  await deployment.drain();
  await deployment.deliver(texts(number, { id: 'wamid.N2', from, name: 'Beatriz Prado' }));
  await deployment.drain();
  const found = await deployment.json<Page<unknown>>(owner, 'GET', '/v1/contacts?q=beatriz');
  expect(found.items).toMatchObject([{ name: 'Beatriz Prado', phone: from, version: 2 }]);
});

it('never mixes two deliveries of one second, however close they came, and whichever is taken first', async () => {
  const thread = await openThread();
  const { deployment, number, phone } = thread;
  const words = (delivery: string) => Array.from({ length: 12 }, (_, index) => `${delivery} ${index}`);
  const cameAtMs = { A: AT_SECONDS * 1_000 + 2_000, B: AT_SECONDS * 1_000 + 2_003 };
  for (const name of ['B', 'A'] as const) {
    const list = words(name).map((text) => ({
      id: `wamid.${text}`,
      from: phone,
      text,
      atSeconds: AT_SECONDS,
    }));
    await deployment.deliver(texts(number, ...list));
    for (const { body } of deployment.queues.waiting)
      Object.assign(body as object, { receivedAtMs: cameAtMs[name] });
    await deployment.drain();
  }
  expect(await textsInOrder(thread)).toEqual(['first', ...words('A'), ...words('B')]);
  expect(await conversationOf(thread)).toMatchObject({ unreadCount: 25, lastMessage: { text: 'B 11' } });
});
