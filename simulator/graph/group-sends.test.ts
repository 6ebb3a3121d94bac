import { expect, test } from 'vitest';
import { books, createTestWorld, errorOf, firstMessageId, garden } from '../testing/test-world.ts';

async function withGroup() {
  const world = await createTestWorld();
  const ana = await world.customer();
  const bia = await world.customer({ name: 'Bia', phone: '5511911111111', userId: 'BR.2' });
  const made = await world.control('POST', '/groups', {
    phoneNumberId: garden.phoneNumberId,
    subject: 'Gardeners',
    memberIds: [ana.id, bia.id],
  });
  const groupId = String(made.body['id']);
  const send = (body: object) =>
    world.send({ recipient_type: 'group', to: groupId, type: 'text', text: { body: 'Hello' }, ...body });
  return { world, ana, bia, groupId, send };
}

test('a message to a group gets one status for each member, under one id', async () => {
  const { world, ana, bia, groupId, send } = await withGroup();
  await world.write(ana.id, { text: 'Hi', groupId });
  await world.clock.advance(20);
  world.received.length = 0;
  const answer = await send({});
  const id = firstMessageId(answer);
  expect(answer.body['contacts']).toEqual([{ input: groupId, wa_id: groupId }]);
  await world.control('POST', '/chats/open', { customerId: groupId, phoneNumberId: garden.phoneNumberId });
  await world.clock.advance(5000);
  const common = { id, recipient_id: groupId, recipient_type: 'group' };
  expect(world.updates()).toMatchObject([
    { ...common, status: 'sent' },
    { ...common, status: 'delivered', recipient_participant_id: ana.phone },
    { ...common, status: 'delivered', recipient_participant_user_id: bia.userId },
    { ...common, status: 'read', recipient_participant_id: ana.phone },
    { ...common, status: 'read', recipient_participant_id: bia.phone },
  ]);
  const thread = await world.control('GET', `/threads/${groupId}/${garden.phoneNumberId}`);
  expect(thread.body['items']).toMatchObject([{ customerId: ana.id }, { id, status: 'read' }]);
});

test('a group and its members can be looked up, by its own number only', async () => {
  const { world, ana, bia, groupId } = await withGroup();
  const listed = await world.graph('GET', `/${garden.phoneNumberId}/groups`);
  expect(listed.body).toMatchObject({ data: { groups: [{ id: groupId, subject: 'Gardeners' }] } });
  const path = `/${groupId}?fields=subject,participants,total_participant_count`;
  expect((await world.graph('GET', path)).body).toEqual({
    messaging_product: 'whatsapp',
    subject: 'Gardeners',
    participants: [
      { wa_id: ana.phone, user_id: ana.userId },
      { wa_id: bia.phone, user_id: bia.userId },
    ],
    total_participant_count: 2,
    id: groupId,
  });
  expect(errorOf(await world.graph('GET', path, undefined, books.accessToken)).code).toBe(10);
});

test('a group has a window of its own, and belongs to one number', async () => {
  const { world, ana, groupId, send } = await withGroup();
  await world.write(ana.id, { text: 'Only to the business' });
  await world.control('PATCH', '/settings', { windowRefusal: 'sync' });
  expect(errorOf(await send({})).code).toBe(131047);
  const foreign = await world.graph(
    'POST',
    `/${books.phoneNumberId}/messages`,
    {
      messaging_product: 'whatsapp',
      recipient_type: 'group',
      to: groupId,
      type: 'text',
      text: { body: 'x' },
    },
    books.accessToken,
  );
  expect(errorOf(foreign).code).toBe(131009);
});
