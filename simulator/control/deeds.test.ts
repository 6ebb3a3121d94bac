import { describe, expect, test } from 'vitest';
import { START_MS, createTestWorld, garden } from '../testing/test-world.ts';
import type { Group } from '../world/types.ts';

const NOW_SECONDS = START_MS / 1000;
const metadata = { display_phone_number: '551140001000', phone_number_id: garden.phoneNumberId };

describe('what the business writes with its phone app', () => {
  test('comes as an echo, is seen by the customer, and can be edited and deleted there', async () => {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    const echo = (body: object) =>
      world.control('POST', `/customers/${ana.id}/echoes`, { phoneNumberId: garden.phoneNumberId, ...body });
    const written = await echo({ text: 'From my own phone' });
    const id = String(written.body['id']);
    const inner = { type: 'text', text: { body: 'Edited' } };
    await echo({ type: 'edit', edit: { original_message_id: id, message: inner } });
    await echo({ type: 'revoke', revoke: { original_message_id: id }, field: 'message_echoes' });
    await world.clock.advance(20);
    const parties = { from: '551140001000', to: '5511987654321', to_user_id: 'BR.4242' };
    expect(world.changes()).toMatchObject([
      {
        field: 'smb_message_echoes',
        value: {
          metadata,
          contacts: [{ wa_id: '5511987654321', user_id: 'BR.4242' }],
          message_echoes: [{ ...parties, id, type: 'text', text: { body: 'From my own phone' } }],
        },
      },
      {
        field: 'smb_message_echoes',
        value: {
          message_echoes: [{ ...parties, type: 'edit', edit: { original_message_id: id, message: inner } }],
        },
      },
      {
        field: 'message_echoes',
        value: { message_echoes: [{ type: 'revoke', revoke: { original_message_id: id } }] },
      },
    ]);
    const shown = await world.control('GET', `/messages/${encodeURIComponent(id)}`);
    expect(shown.body).toMatchObject({
      direction: 'from-business',
      isFromPhoneApp: true,
      content: { body: 'Edited' },
      isRevoked: true,
    });
  });
});

describe('calls', () => {
  test('an answered call connects and ends with its times and its duration', async () => {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    await world.clock.advance(120_000);
    world.received.length = 0;
    const nowSeconds = world.clock.nowMs() / 1000;
    const call = await world.control('POST', `/customers/${ana.id}/calls`, {
      phoneNumberId: garden.phoneNumberId,
      durationSeconds: 90,
    });
    await world.clock.advance(20);
    const from = { id: call.body['id'], from: '5511987654321', to: '551140001000' };
    const [connect, terminate] = world.changes();
    expect(connect).toMatchObject({
      field: 'calls',
      value: {
        calls: [{ ...from, event: 'connect', direction: 'USER_INITIATED', session: { sdp_type: 'offer' } }],
      },
    });
    expect(terminate?.value['calls']).toMatchObject([
      {
        ...from,
        event: 'terminate',
        status: 'COMPLETED',
        start_time: String(Math.floor(nowSeconds - 90)),
        end_time: String(Math.floor(nowSeconds)),
        duration: 90,
      },
    ]);
    expect((await world.control('GET', `/messages/${String(call.body['id'])}`)).body['status']).toBe(
      'accepted',
    );
  });

  test('a missed call has no duration; a rejected call of the business says so', async () => {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    const call = (body: object) =>
      world.control('POST', `/customers/${ana.id}/calls`, { phoneNumberId: garden.phoneNumberId, ...body });
    await call({ outcome: 'missed' });
    await call({ outcome: 'rejected', direction: 'BUSINESS_INITIATED', callbackData: 'mine' });
    await world.clock.advance(20);
    const values = world.changes().map(({ value }) => value);
    expect(values[1]?.['calls']).toEqual([expect.not.objectContaining({ duration: expect.anything() })]);
    expect(values.slice(2)).toMatchObject([
      { calls: [{ event: 'call_created', direction: 'BUSINESS_INITIATED' }] },
      { statuses: [{ type: 'call', status: 'RINGING', recipient_id: '5511987654321' }] },
      { statuses: [{ type: 'call', status: 'REJECTED', biz_opaque_callback_data: 'mine' }] },
      { calls: [{ event: 'terminate', status: 'FAILED', from: '551140001000', to: '5511987654321' }] },
    ]);
  });
});

describe('who a customer is', () => {
  test('a new number is told by a system message, a new user id by its own field besides', async () => {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    const change = (body: object) =>
      world.control('POST', `/customers/${ana.id}/identity`, {
        phoneNumberId: garden.phoneNumberId,
        ...body,
      });
    expect((await change({})).status).toBe(422);
    expect((await change({ phone: '5511900000001' })).body).toMatchObject({ phone: '5511900000001' });
    await change({ userId: 'BR.777' });
    await world.clock.advance(20);
    expect(world.changes()).toMatchObject([
      {
        field: 'messages',
        value: {
          messages: [
            {
              from: '5511987654321',
              type: 'system',
              system: { type: 'user_changed_number', wa_id: '5511900000001' },
            },
          ],
        },
      },
      {
        field: 'messages',
        value: {
          messages: [{ system: { type: 'user_changed_user_id', user_id: 'BR.777', wa_id: '5511900000001' } }],
        },
      },
      {
        field: 'user_id_update',
        value: {
          metadata,
          user_id_update: [{ wa_id: '5511900000001', user_id: { previous: 'BR.4242', current: 'BR.777' } }],
        },
      },
    ]);
    await world.write(ana.id, { text: 'Still me' });
    await world.clock.advance(20);
    expect(world.updates().at(-1)).toMatchObject({ from: '5511900000001', from_user_id: 'BR.777' });
  });

  test('a customer without a phone shows user id and username, and both once the phone is known', async () => {
    const world = await createTestWorld();
    const ana = await world.customer({ username: 'ana.l', isPhoneHidden: true, parentUserId: 'BR.ENT.9' });
    await world.write(ana.id, { text: 'Hi' });
    await world.control('PATCH', `/customers/${ana.id}`, { isPhoneHidden: false });
    await world.write(ana.id, { text: 'Here is my number' });
    await world.clock.advance(20);
    const [hidden, shown] = world.changes().map(({ value }) => value);
    expect(hidden).toMatchObject({
      contacts: [
        {
          profile: { name: 'Ana Lima', username: 'ana.l' },
          user_id: 'BR.4242',
          parent_user_id: 'BR.ENT.9',
        },
      ],
      messages: [{ from_user_id: 'BR.4242', from_parent_user_id: 'BR.ENT.9' }],
    });
    expect(JSON.stringify(hidden?.['contacts'])).not.toContain('wa_id');
    expect(hidden?.['messages']).toEqual([expect.not.objectContaining({ from: expect.anything() })]);
    expect(shown).toMatchObject({
      contacts: [{ wa_id: '5511987654321', user_id: 'BR.4242' }],
      messages: [{ from: '5511987654321', from_user_id: 'BR.4242' }],
    });
  });
});

test('marketing that a customer stopped fails with 131050 until it is taken up again', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const prefer = (value: string) =>
    world.control('POST', `/customers/${ana.id}/marketing`, { phoneNumberId: garden.phoneNumberId, value });
  const template = await world.graph('POST', `/${garden.wabaId}/message_templates`, {
    name: 'spring',
    language: 'en',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Spring has come.' }],
  });
  await world.control('POST', `/templates/${String(template.body['id'])}/status`, { status: 'APPROVED' });
  const sell = async () => {
    await world.send({ type: 'template', template: { name: 'spring', language: { code: 'en' } } });
    await world.clock.advance(1000);
    return world.updates().at(-1);
  };
  await prefer('stop');
  expect(await sell()).toMatchObject({ status: 'failed', errors: [{ code: 131050 }] });
  await prefer('resume');
  expect(await sell()).toMatchObject({ status: 'delivered' });
  expect(world.changes().filter(({ field }) => field === 'user_preferences')).toMatchObject([
    {
      value: {
        user_preferences: [
          { wa_id: '5511987654321', category: 'marketing_messages', value: 'stop', timestamp: NOW_SECONDS },
        ],
      },
    },
    { value: { user_preferences: [{ value: 'resume' }] } },
  ]);
});

test('while another app has the thread, messages come as standby', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const give = (to: string) =>
    world.control('POST', `/customers/${ana.id}/handover`, { phoneNumberId: garden.phoneNumberId, to });
  await give('other-app');
  const aside = await world.write(ana.id, { text: 'Anyone there?' });
  await give('business');
  await world.write(ana.id, { text: 'Hello again' });
  await world.clock.advance(20);
  expect(world.changes()).toMatchObject([
    { field: 'messaging_handovers', value: { recipient: metadata, type: 'control_passed' } },
    {
      field: 'standby',
      value: { metadata, standby: { messages: [{ id: aside.id, text: { body: 'Anyone there?' } }] } },
    },
    { field: 'messaging_handovers', value: { type: 'control_taken' } },
    { field: 'messages', value: { messages: [{ text: { body: 'Hello again' } }] } },
  ]);
});

describe('groups', () => {
  test('are made, renamed, joined and left, each with its field', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    const bia = await world.customer({ name: 'Bia', phone: '5511911111111', userId: 'BR.2' });
    const made = await world.control('POST', '/groups', {
      phoneNumberId: garden.phoneNumberId,
      subject: 'Gardeners',
      memberIds: [ana.id],
    });
    const group = made.body as unknown as Group;
    await world.control('PATCH', `/groups/${group.id}`, {
      subject: 'Night gardeners',
      addMemberIds: [bia.id],
      removeMemberIds: [ana.id],
    });
    await world.clock.advance(20);
    const about = (event: object) => ({ value: { metadata, groups: [{ group_id: group.id, ...event }] } });
    expect(world.changes()).toMatchObject([
      {
        field: 'group_lifecycle_update',
        ...about({ type: 'group_create', subject: 'Gardeners', added_participants: [{ wa_id: ana.phone }] }),
      },
      {
        field: 'group_settings_update',
        ...about({ group_subject: { text: 'Night gardeners', update_successful: true } }),
      },
      {
        field: 'group_participants_update',
        ...about({ type: 'group_participants_add', added_participants: [{ wa_id: bia.phone }] }),
      },
      {
        field: 'group_participants_update',
        ...about({ type: 'group_participants_remove', initiated_by: 'participant' }),
      },
    ]);
    await world.control('PATCH', `/groups/${group.id}`, { hasNewIcon: true, isSuspended: true });
    await world.control('PATCH', `/groups/${group.id}`, { isSuspended: false });
    await world.clock.advance(20);
    expect(world.changes().slice(4)).toMatchObject([
      {
        field: 'group_settings_update',
        ...about({ profile_picture: { mime_type: 'image/jpeg', update_successful: true } }),
      },
      { field: 'group_status_update', ...about({ type: 'group_suspend' }) },
      { field: 'group_status_update', ...about({ type: 'group_suspend_cleared' }) },
    ]);
  });

  test('a message in a group carries its id and its author, in the group’s own thread', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    const bia = await world.customer({ name: 'Bia', phone: '5511911111111', userId: 'BR.2' });
    const made = await world.control('POST', '/groups', {
      phoneNumberId: garden.phoneNumberId,
      subject: 'Gardeners',
      memberIds: [ana.id],
    });
    const groupId = String(made.body['id']);
    await world.write(ana.id, { text: 'Hello all', groupId });
    const stranger = await world.control('POST', `/customers/${bia.id}/messages`, {
      phoneNumberId: garden.phoneNumberId,
      text: 'Me too',
      groupId,
    });
    expect(stranger.status).toBe(409);
    await world.clock.advance(20);
    expect(world.updates()).toMatchObject([
      { group_id: groupId, from: '5511987654321', text: { body: 'Hello all' } },
    ]);
    const threadOf = async (chat: string) =>
      (await world.control('GET', `/threads/${chat}/${garden.phoneNumberId}`)).body['items'];
    expect(await threadOf(groupId)).toMatchObject([{ customerId: ana.id, groupId }]);
    expect(await threadOf(ana.id)).toEqual([]);
  });
});

test('what Meta cannot show says whether it never can or cannot now', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  await world.write(ana.id, { type: 'unsupported', unsupported: { type: 'poll_creation' } });
  await world.write(ana.id, { type: 'unsupported', unsupported: { type: 'errors' } });
  await world.clock.advance(20);
  expect(world.updates()).toMatchObject([
    { unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] },
    { unsupported: { type: 'errors' }, errors: [{ code: 131060 }] },
  ]);
});
