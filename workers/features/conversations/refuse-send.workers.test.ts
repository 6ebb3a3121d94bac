import { describe, expect, it } from 'vitest';
import type { Message } from '../../contracts/api/messages.ts';
import { customerMessages, text } from '../../testing/customer-messages.ts';
import { openOffice, openThread, type Thread } from '../../testing/thread.ts';

const code = async (response: Response) => [
  response.status,
  (await response.json<{ code?: string }>()).code ?? null,
];
const write = async (thread: Thread, body: unknown = { type: 'text', text: 'Hello' }) =>
  code(await thread.deployment.call(thread.owner, 'POST', thread.path, body));

/** A reply that Meta has refused, so that it can be sent again. */
async function withFailure(): Promise<{ thread: Thread; failed: Message }> {
  const thread = await openThread();
  thread.deployment.graph.answers.push({ status: 400, body: { error: { code: 131026, message: 'no' } } });
  const failed = await thread.send('again');
  await thread.deployment.drain();
  return { thread, failed };
}

const retry = async ({ deployment, owner, path }: Thread, { id }: Message) =>
  code(await deployment.call(owner, 'POST', `${path}/${id}/retry`));

describe('a number that is disconnected', () => {
  it('takes no message, no second try and no new conversation, and all of them once it is back', async () => {
    const { thread, failed } = await withFailure();
    const { deployment, owner, channel } = thread;
    const begin = (phone: string) =>
      deployment.call(owner, 'POST', '/v1/conversations', { channelId: channel.id, phone });
    await deployment.call(owner, 'DELETE', `/v1/channels/${channel.id}`);
    expect([
      await write(thread),
      await retry(thread, failed),
      await code(await begin('+5511955550990')),
      // What is there already can be looked at.
      (await begin(`+${thread.phone}`)).status,
    ]).toEqual([
      [422, 'channel_disconnected'],
      [422, 'channel_disconnected'],
      [422, 'channel_disconnected'],
      200,
    ]);
    await deployment.connectNumber(owner, thread.number);
    expect([
      await write(thread),
      await retry(thread, failed),
      (await begin('+5511955550990')).status,
    ]).toEqual([[202, null], [202, null], 201]);
  });
});

describe('a thread that another app has', () => {
  it('takes no message and no second try, until it is given back', async () => {
    const { thread, failed } = await withFailure();
    const { deployment } = thread;
    const customer = customerMessages(thread.number, thread.phone);
    await deployment.deliver(customer.isHandedOver('control_passed'));
    await deployment.drain();
    expect([await write(thread), await retry(thread, failed)]).toEqual([
      [422, 'handed_over'],
      [422, 'handed_over'],
    ]);
    await deployment.deliver(customer.isHandedOver('control_taken', 60));
    await deployment.drain();
    expect([await write(thread), await retry(thread, failed)]).toEqual([
      [202, null],
      [202, null],
    ]);
  });
});

it('a group takes texts, and no buttons', async () => {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  await deployment.deliver(
    customerMessages(number, '5511955550991').writes({
      id: 'wamid.group',
      group_id: 'G1',
      ...text('Hi all'),
    }),
  );
  await deployment.drain();
  const { items } = await deployment.json<{ items: { id: string }[] }>(owner, 'GET', '/v1/conversations');
  const path = `/v1/conversations/${items[0]?.id}/messages`;
  const buttons = {
    type: 'button',
    body: { text: 'Coming?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
  };
  const post = async (body: unknown) => code(await deployment.call(owner, 'POST', path, body));
  expect([
    await post({ type: 'interactive', interactive: buttons }),
    await post({ type: 'text', text: 'Coming?' }),
  ]).toEqual([
    [422, 'not_for_groups'],
    [202, null],
  ]);
});
