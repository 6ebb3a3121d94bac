import { expect, it } from 'vitest';
import type { ChannelEvent } from '../../contracts/api/channels.ts';
import type { CompanyEventList } from '../../contracts/api/events.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import {
  openOffice,
  openThread,
  tenantRows,
  type Office,
  type Page,
  type Thread,
} from '../../testing/thread.ts';

const eventsOf = async ({ deployment, owner, channel }: Office) => {
  const page = await deployment.json<Page<ChannelEvent>>(owner, 'GET', `/v1/channels/${channel.id}/events`);
  return page.items.map(({ kind, field, name, externalId }) => ({ kind, field, name, externalId }));
};
const pendingOf = ({ owner }: Office) =>
  tenantRows('SELECT external_id, status FROM pending_updates WHERE company_id = ?', owner.companyId);

/** Sends, and holds Meta's answer until `answer` is called. */
async function sendHeld(thread: Thread) {
  const { deployment } = thread;
  let release = () => {};
  deployment.graph.barrier = new Promise<void>((resolve) => (release = resolve));
  const called = new Promise<void>((resolve) => (deployment.graph.onCall = resolve));
  const message = await thread.send('hello');
  const sending = deployment.consumeBatch('messages-urgent');
  await called;
  return {
    message,
    answer: async () => {
      release();
      await sending;
      await deployment.drain();
    },
  };
}

it.each([
  ['carries our callback data', true],
  ['names the message by Meta’s id alone', false],
])('keeps a status that is faster than Meta’s answer and %s', async (_, isOurs) => {
  const thread = await openThread();
  const { deployment, number, conversationId } = thread;
  const { message, answer } = await sendHeld(thread);
  const callbackData = isOurs ? { callbackData: `${conversationId}/${message.id}` } : {};
  for (const status of ['read', 'sent', 'delivered']) {
    await deployment.deliver(statuses(number, { id: 'wamid.TEST1', status, ...callbackData }));
    await deployment.consumeBatch('statuses');
  }
  expect((await thread.read())['hello']).toMatchObject({ status: isOurs ? 'read' : 'sending' });
  expect((await eventsOf(thread)).length).toBe(isOurs ? 0 : 3);
  await answer();
  expect((await thread.read())['hello']).toMatchObject({
    status: 'read',
    externalId: 'wamid.TEST1',
    error: null,
  });
  expect(await eventsOf(thread)).toEqual([]);
  expect(await pendingOf(thread)).toEqual([]);
  expect(deployment.graph.calls).toHaveLength(1);
});

it('logs and applies a status whose message is committed between its reading and its writing', async () => {
  const thread = await openThread();
  const { deployment, owner, number, conversationId } = thread;
  const { message, answer } = await sendHeld(thread);
  await deployment.deliver(statuses(number, { id: 'wamid.TEST1', status: 'delivered' }));
  const lastEvents = () => deployment.json<CompanyEventList>(owner, 'GET', '/v1/events');
  let seqOfAnswer = 0;
  let batches = 0;
  deployment.tenant.beforeBatch = async () => {
    if (++batches !== 2) return;
    deployment.tenant.beforeBatch = null;
    await answer();
    seqOfAnswer = (await lastEvents()).lastSeq;
  };
  await deployment.consumeBatch('statuses');
  expect((await thread.read())['hello']).toMatchObject({ status: 'delivered' });
  const { items, lastSeq } = await lastEvents();
  expect(lastSeq).toBe(seqOfAnswer + 1);
  expect(items.at(-1)?.changes).toEqual([
    { entity: 'message', id: message.id, conversationId, change: 'updated' },
  ]);
  expect([await pendingOf(thread), await eventsOf(thread)]).toEqual([[], []]);
});

it('gives a message whose answer was lost the statuses that came before one that names it', async () => {
  const thread = await openThread();
  const { deployment, number, conversationId } = thread;
  deployment.graph.answers.push('reset');
  const message = await thread.send('hello');
  await deployment.drain();
  for (const status of ['sent', 'read']) {
    await deployment.deliver(statuses(number, { id: 'wamid.LOST', status }));
    await deployment.drain();
  }
  expect((await thread.read())['hello']).toMatchObject({ status: 'unknown' });
  const callbackData = `${conversationId}/${message.id}`;
  await deployment.deliver(statuses(number, { id: 'wamid.LOST', status: 'delivered', callbackData }));
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'read', externalId: 'wamid.LOST' });
  expect([await pendingOf(thread), await eventsOf(thread)]).toEqual([[], []]);
});

it('lists the statuses of a message that it did not send once each under the channel, however often they come', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  for (let round = 0; round < 3; round++) {
    await deployment.deliver(
      statuses(number, { id: 'wamid.F', status: 'sent' }, { id: 'wamid.F', status: 'delivered' }),
    );
    await deployment.drain();
  }
  const event = (name: string) => ({ kind: 'status', field: 'messages', name, externalId: 'wamid.F' });
  const events = await eventsOf(office);
  expect(events).toHaveLength(2);
  expect(events).toEqual(expect.arrayContaining([event('sent'), event('delivered')]));
});

it('changes nothing of another company, or of another channel, that a status names', async () => {
  const victim = await openThread();
  const { deployment } = victim;
  const stranger = await openOffice(deployment);
  const sibling = await deployment.connectNumber(victim.owner, `9${victim.number}`);
  const message = await victim.send('mine');
  await deployment.drain();
  const before = await victim.read();
  expect(before['mine']).toMatchObject({ status: 'sent', externalId: 'wamid.TEST1' });
  const read = {
    id: 'wamid.TEST1',
    status: 'read',
    callbackData: `${victim.conversationId}/${message.id}`,
  };
  const { callbackData: _, ...byNameAlone } = read;
  for (const number of [stranger.number, sibling.phoneNumberId]) {
    await deployment.deliver(statuses(number, read));
    await deployment.deliver(statuses(number, { ...byNameAlone, status: 'failed' }));
  }
  await deployment.drain();
  expect(await victim.read()).toEqual(before);
  expect(await eventsOf(victim)).toEqual([]);
  expect(await eventsOf(stranger)).toHaveLength(2);
  // The same status on the message's own number is believed.
  await deployment.deliver(statuses(victim.number, read));
  await deployment.drain();
  expect((await victim.read())['mine']).toMatchObject({ status: 'read' });
});
