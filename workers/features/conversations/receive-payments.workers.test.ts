import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { customerMessages } from '../../testing/customer-messages.ts';
import { delivery, value } from '../../testing/meta-payloads.ts';
import { openThread, tenantRows, type Page, type Thread } from '../../testing/thread.ts';

const money = { value: 900, offset: 100 };
const order = {
  type: 'interactive',
  interactive: {
    type: 'order_details',
    body: { text: 'Your order' },
    action: {
      name: 'review_and_pay',
      parameters: { reference_id: 'order-17', type: 'digital-goods', currency: 'BRL', total_amount: money },
    },
  },
};

const payment = (thread: Thread, status: string, atSeconds: number) =>
  delivery({
    value: value(thread.number, {
      statuses: [
        {
          id: 'wamid.TEST1',
          type: 'payment',
          status,
          timestamp: String(atSeconds),
          recipient_id: thread.phone,
          payment: { reference_id: 'order-17', amount: money, currency: 'BRL' },
        },
      ],
    }),
  });

it('a payment is a note in the thread, once, and leaves message, window and list as they are', async () => {
  const thread = await openThread();
  const { deployment, owner, path } = thread;
  const sent = await deployment.json<Message>(owner, 'POST', path, order);
  await deployment.drain();
  const conversation = () =>
    deployment.json<Conversation>(owner, 'GET', `/v1/conversations/${thread.conversationId}`);
  const before = await conversation();
  const atSeconds = Math.floor(deployment.clock.now / 1_000) + 5;
  for (const status of ['failed', 'captured', 'failed', 'captured'])
    await deployment.deliver(payment(thread, status, status === 'failed' ? atSeconds : atSeconds + 1));
  await deployment.drain();

  const { items } = await deployment.json<Page<Message>>(owner, 'GET', path);
  const notes = items.filter(({ type }) => type === 'payment').toReversed();
  expect(notes.map(({ content }) => content?.['payment'])).toMatchObject([
    { status: 'failed', reference_id: 'order-17' },
    { status: 'captured', reference_id: 'order-17' },
  ]);
  for (const note of notes)
    expect(note).toMatchObject({ direction: 'inbound', context: { messageId: sent.id } });
  const paid = { ...order, payment: { status: 'captured', timestamp: atSeconds + 1 } };
  const asked = items.find(({ id }) => id === sent.id);
  expect(asked).toMatchObject({ status: 'sent', error: null, content: paid });
  const { version } = asked ?? {};
  // Told again, and of a try before that: it stays paid.
  await deployment.deliver(payment(thread, 'captured', atSeconds + 9));
  await deployment.deliver(payment(thread, 'failed', atSeconds + 12));
  await deployment.drain();
  const after = await deployment.json<Page<Message>>(owner, 'GET', path);
  expect(after.items.find(({ id }) => id === sent.id)).toMatchObject({ content: paid, version });
  const { unreadCount, windowEndsAtMs, lastMessage } = await conversation();
  expect({ unreadCount, windowEndsAtMs, lastMessage }).toEqual({
    unreadCount: before.unreadCount,
    windowEndsAtMs: before.windowEndsAtMs,
    lastMessage: before.lastMessage,
  });
});

it.each([
  ['failed', 'captured'],
  ['captured', 'failed'],
])(
  'a payment that is told before its order (%s, then %s) shows in the order once that is there',
  async (...told) => {
    const thread = await openThread();
    const { deployment, owner, path } = thread;
    const atSeconds = Math.floor(deployment.clock.now / 1_000) + 5;
    for (const [n, status] of told.entries()) {
      await deployment.deliver(payment(thread, status, atSeconds + n));
      await deployment.drain();
    }
    const sent = await deployment.json<Message>(owner, 'POST', path, order);
    await deployment.drain();
    const { items } = await deployment.json<Page<Message>>(owner, 'GET', path);
    expect(items.filter(({ type }) => type === 'payment')).toHaveLength(2);
    const paid = {
      ...order,
      payment: { status: 'captured', timestamp: atSeconds + told.indexOf('captured') },
    };
    expect(items.find(({ id }) => id === sent.id)).toMatchObject({ content: paid, status: 'sent' });
    expect(
      await tenantRows('SELECT 1 FROM pending_amendments WHERE company_id = ?', owner.companyId),
    ).toEqual([]);
  },
);

it('a payment of an order that the phone app sent shows in it, be both told at once', async () => {
  const thread = await openThread();
  const { deployment, owner, path } = thread;
  const says = customerMessages(thread.number, thread.phone);
  const atSeconds = Math.floor(deployment.clock.now / 1_000);
  await deployment.deliver(payment(thread, 'captured', atSeconds));
  await deployment.deliver(says.isAnsweredByPhone({ id: 'wamid.TEST1', ...order }));
  await deployment.drain();
  const { items } = await deployment.json<Page<Message>>(owner, 'GET', path);
  expect(items.find(({ externalId }) => externalId === 'wamid.TEST1')?.content).toMatchObject({
    payment: { status: 'captured', timestamp: atSeconds },
  });
});
