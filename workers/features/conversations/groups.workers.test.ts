import { expect, it } from 'vitest';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { Conversation, Participant } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { text } from '../../testing/customer-messages.ts';
import { delivery, value } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Page } from '../../testing/thread.ts';

const AT_SECONDS = 1_778_578_000;
const [ANA, BIA, CAIO] = ['5511955508801', '5511955508802', '5511955508803'] as const;

/** A group of the number, in which things happen. */
async function openGroup() {
  const { deployment, owner, number, channel } = await openOffice();
  const groupId = `group-${number}`;
  const take = async (body: unknown) => {
    await deployment.deliver(body);
    await deployment.drain();
  };
  const conversation = async () => {
    const inbox = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
    return inbox.items[0];
  };
  const get = async <T>(part: string) => {
    const { items } = await deployment.json<Page<T>>(
      owner,
      'GET',
      `/v1/conversations/${(await conversation())?.id}/${part}`,
    );
    return items;
  };
  return {
    deployment,
    owner,
    number,
    groupId,
    own: channel.displayPhoneNumber.replaceAll(/\D/g, ''),
    conversation,
    write: (from: string, at: number) =>
      take(
        delivery({
          value: value(number, {
            messages: [
              {
                from,
                group_id: groupId,
                id: `wamid.${groupId}.${from}.${at}`,
                timestamp: String(AT_SECONDS + at),
                ...text('hello'),
              },
            ],
          }),
        }),
      ),
    happens: (field: string, at: number, ...events: Record<string, unknown>[]) =>
      take(
        delivery({
          field,
          value: value(number, {
            groups: events.map((event) => ({
              group_id: groupId,
              timestamp: String(AT_SECONDS + at),
              ...event,
            })),
          }),
        }),
      ),
    /** WhatsApp's answer to the question who is in the group. */
    answers: (participants: Record<string, unknown>[], subject = 'Workshop') =>
      deployment.graph.answers.push({ status: 200, body: { id: groupId, subject, participants } }),
    questions: () =>
      deployment.graph.calls.filter(({ url }) => url.includes(`/${groupId}?`)).map(({ url }) => url),
    notes: async () =>
      (await get<Message>('messages?limit=100'))
        .filter(({ type }) => type === 'system')
        .toReversed()
        .map(({ content }) => (content as { system: Record<string, unknown> }).system),
    people: async () =>
      (await get<Participant>('participants')).map(({ phone, isMember, lastWroteAtMs }) => [
        phone,
        isMember,
        lastWroteAtMs === null ? null : lastWroteAtMs / 1_000 - AT_SECONDS,
      ]),
  };
}

const named = (...phones: string[]) => phones.map((phone) => expect.objectContaining({ phone }) as unknown);

it('what happens to a group is a note in its thread, once, and nothing that is unread', async () => {
  const group = await openGroup();
  await group.write(ANA, 0);
  const renamed = { group_subject: { text: 'Oak', update_successful: true } };
  const everything = async () => {
    await group.happens('group_settings_update', 1, {
      type: 'group_settings_update',
      ...renamed,
      group_description: { text: 'All about oak' },
      profile_picture: { mime_type: 'image/jpeg', sha256: 'x' },
    });
    await group.happens(
      'group_participants_update',
      2,
      { type: 'group_participants_add', reason: 'invite_link', added_participants: [{ wa_id: BIA }] },
      { type: 'group_join_request_created', join_request_id: 'j', wa_id: CAIO },
      {
        type: 'group_participants_remove',
        initiated_by: 'business',
        removed_participants: [{ input: Number(BIA) }],
        failed_participants: [{ input: CAIO, errors: [{ code: 131_000 }] }],
      },
      {
        type: 'group_participants_remove',
        initiated_by: 'participant',
        removed_participants: [{ wa_id: ANA }],
      },
    );
    await group.happens('group_status_update', 3, { type: 'group_suspend' });
    await group.happens('group_lifecycle_update', 4, { type: 'group_delete' });
  };
  await everything();
  const notes = await group.notes();
  expect(notes).toEqual([
    { type: 'group_subject', subject: 'Oak' },
    { type: 'group_description', description: 'All about oak' },
    { type: 'group_icon' },
    { type: 'group_participants_add', reason: 'invite_link', people: named(BIA), peopleCount: 1 },
    { type: 'group_join_request_created', people: named(CAIO), peopleCount: 1 },
    { type: 'group_participants_remove', initiated_by: 'business', people: named(BIA), peopleCount: 1 },
    { type: 'group_participants_remove', initiated_by: 'participant', people: named(ANA), peopleCount: 1 },
    { type: 'group_suspend' },
    { type: 'group_delete' },
  ]);
  const { unreadCount, lastMessage, contact } = (await group.conversation()) ?? {};
  expect([unreadCount, lastMessage?.type, contact?.name]).toEqual([1, 'text', 'Oak']);
  await everything();
  expect(await group.notes()).toEqual(notes);
});

it('what did not succeed is no note', async () => {
  const group = await openGroup();
  await group.write(ANA, 0);
  await group.happens('group_settings_update', 1, {
    type: 'group_settings_update',
    group_subject: { text: 'Never', update_successful: false },
  });
  await group.happens('group_lifecycle_update', 2, { type: 'group_delete', errors: [{ code: 131_000 }] });
  await group.happens('group_settings_update', 3, { type: 'something_of_next_year' });
  expect([await group.notes(), (await group.conversation())?.contact.name]).toEqual([[], null]);
});

it('whoever comes and goes is in the list as they are now, in whatever order that is told', async () => {
  const group = await openGroup();
  await group.happens('group_lifecycle_update', 0, {
    type: 'group_create',
    subject: 'Workshop',
    added_participants: [{ wa_id: ANA }, { wa_id: BIA }],
  });
  expect(await group.people()).toEqual([
    [ANA, true, null],
    [BIA, true, null],
  ]);
  await group.write(BIA, 5);
  const comes = { type: 'group_participants_add', added_participants: [{ wa_id: CAIO }] };
  const goes = { type: 'group_participants_remove', initiated_by: 'participant' };
  await group.happens('group_participants_update', 20, { ...goes, removed_participants: [{ wa_id: CAIO }] });
  await group.happens('group_participants_update', 10, comes);
  await group.happens('group_participants_update', 30, { ...goes, removed_participants: [{ wa_id: ANA }] });
  expect(await group.people()).toEqual([
    [BIA, true, 5],
    [ANA, false, null],
    [CAIO, false, null],
  ]);
  // Whoever writes is in it again.
  await group.write(ANA, 40);
  expect((await group.people())[0]).toEqual([ANA, true, 40]);
});

it('WhatsApp is asked once who is in a group that is new here, and its answer is the list', async () => {
  const group = await openGroup();
  group.answers([{ wa_id: ANA }, { user_id: 'BR.1', username: 'bia' }, { wa_id: CAIO }]);
  await group.write(ANA, 0);
  await group.deployment.drainJobs();
  await group.write(ANA, 1);
  await group.people();
  await group.deployment.drainJobs();
  expect(group.questions()).toEqual([
    expect.stringContaining(`/${group.groupId}?fields=subject,participants`),
  ]);
  expect(await group.people()).toEqual([
    [ANA, true, 1],
    [CAIO, true, null],
    [null, true, null],
  ]);
  expect((await group.conversation())?.contact.name).toBe('Workshop');
});

it('who has left unseen is none any more once WhatsApp is asked again, a day later', async () => {
  const group = await openGroup();
  group.answers([{ wa_id: ANA }, { wa_id: BIA }]);
  await group.write(ANA, 0);
  await group.write(CAIO, 1);
  await group.deployment.drainJobs();
  const first = await group.people();
  expect(first.map(([phone, isMember]) => [phone, isMember])).toEqual([
    [ANA, true],
    [BIA, true],
    [CAIO, false],
  ]);
  group.deployment.clock.now += 25 * 60 * 60 * 1_000;
  const owner = await group.deployment.renew(group.owner);
  Object.assign(group.owner, owner);
  group.answers([{ wa_id: BIA }]);
  await group.people();
  await group.deployment.drainJobs();
  expect((await group.people()).map(([phone, isMember]) => [phone, isMember])).toEqual([
    [BIA, true],
    [CAIO, false],
    [ANA, false],
  ]);
  expect(group.questions()).toHaveLength(2);
});

it('a group that WhatsApp does not tell of is not asked about again at once, and one that it could not is', async () => {
  const group = await openGroup();
  group.deployment.graph.answers.push('reset', {
    status: 400,
    body: { error: { code: 131_009, message: 'no such group' } },
  });
  await group.write(ANA, 0);
  await group.deployment.drainJobs();
  await group.people();
  await group.deployment.drainJobs();
  expect(group.questions()).toHaveLength(2);
  expect(await group.people()).toEqual([[ANA, true, 0]]);
});

it('the members that WhatsApp names are contacts, once each, and we are none', async () => {
  const group = await openGroup();
  await group.write(BIA, 0);
  group.answers([{ wa_id: ANA }, { wa_id: BIA }, { wa_id: group.own }]);
  await group.deployment.drainJobs();
  const page = await group.deployment.json<Page<Contact>>(group.owner, 'GET', '/v1/contacts');
  expect(new Set(page.items.map(({ phone }) => phone))).toEqual(new Set([ANA, BIA, null]));
  expect(page.items).toHaveLength(3);
  const rows = await tenantRows(
    'SELECT 1 FROM conversation_authors WHERE company_id = ?',
    group.owner.companyId,
  );
  expect(rows).toHaveLength(2);
});
