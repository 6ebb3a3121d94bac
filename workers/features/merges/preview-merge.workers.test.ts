import { expect, it } from 'vitest';
import type { Contact, ContactMerge, KnownIdentifier, MergePreview } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { delivery, texts, value, type TextFrom } from '../../testing/meta-payloads.ts';
import { nextNumber, openOffice, type Office, type Page } from '../../testing/thread.ts';

const PHONE = '5511955500171';
const USER_ID = 'BR.171';

async function arrive({ deployment, number }: Office, ...list: TextFrom[]) {
  deployment.clock.now += 1;
  await deployment.deliver(texts(number, ...list));
  await deployment.drain();
}

const find = async ({ deployment, owner }: Office, q: string) => {
  const { items } = await deployment.json<Page<Contact>>(
    owner,
    'GET',
    `/v1/contacts?q=${encodeURIComponent(q)}`,
  );
  return items.map(({ id }) => id);
};
const identifiersOf = async ({ deployment, owner }: Office, id: string) => {
  const list = await deployment.json<{ items: KnownIdentifier[] }>(
    owner,
    'GET',
    `/v1/contacts/${id}/identifiers`,
  );
  return list.items.map(({ kind, value, isPast }) => `${isPast ? 'past ' : ''}${kind} ${value}`);
};

it('shows what merging would do, does exactly that, and undoing brings back what was shown', async () => {
  const office = await openOffice();
  const { deployment, owner } = office;
  const second = nextNumber();
  const other = await deployment.connectNumber(owner, second);
  await arrive(office, { id: 'wamid.a1', from: PHONE, name: 'Ines' }, { id: 'wamid.a2', from: PHONE });
  const [olderId = ''] = await find(office, PHONE);
  await arrive(office, { id: 'wamid.b1', userId: USER_ID, name: 'Ines by id' });
  const [newerId = ''] = await find(office, 'by id');
  await arrive({ ...office, number: second }, { id: 'wamid.b2', userId: USER_ID, name: 'Ines by id' });
  const newer = await deployment.json<Contact>(owner, 'GET', `/v1/contacts/${newerId}`);
  await deployment.json(owner, 'PATCH', `/v1/contacts/${newerId}`, {
    version: newer.version,
    wantsMarketing: false,
  });

  const preview = await deployment.json<MergePreview>(
    owner,
    'GET',
    `/v1/contacts/${newerId}/merge-preview?otherContactId=${olderId}`,
  );
  expect(preview).toMatchObject({
    stays: {
      contact: { id: olderId, name: 'Ines' },
      conversationCount: 1,
      messageCount: 2,
      isMessageCountExact: true,
    },
    goes: { contact: { id: newerId, name: 'Ines by id' }, conversationCount: 2, messageCount: 2 },
    result: { id: olderId, phone: PHONE, userId: USER_ID, name: 'Ines', marketingOptOutSource: 'agent' },
    joinedChannelIds: [office.channel.id],
    movedChannelIds: [other.id],
  });
  expect(preview.stays.identifiers.map(({ value }) => value)).toEqual([PHONE]);
  expect(preview.goes.identifiers.map(({ value }) => value)).toEqual([USER_ID]);
  expect(await find(office, 'by id')).toEqual([newerId]);

  const path = `/v1/contacts/${olderId}`;
  const merged = await deployment.json<Contact>(owner, 'POST', `${path}/merge`, { otherContactId: newerId });
  expect({ ...merged, version: 0 }).toEqual({ ...preview.result, version: 0 });
  const { items } = await deployment.json<Page<Conversation>>(
    owner,
    'GET',
    `/v1/conversations?contactId=${olderId}`,
  );
  expect(items.map(({ channelId }) => channelId).toSorted()).toEqual(
    [office.channel.id, other.id].toSorted(),
  );
  // Words older than the opt-out, of the number that had none, change nothing.
  const preference = { wa_id: PHONE, category: 'marketing_messages', value: 'resume' };
  const timestamp = Math.floor(deployment.clock.now / 1_000) - 3_600;
  const user_preferences = [{ ...preference, timestamp }];
  await deployment.deliver(
    delivery({ field: 'user_preferences', value: value(office.number, { user_preferences }) }),
  );
  await deployment.drain();
  const late = await deployment.json<Contact>(owner, 'GET', path);
  expect(late.marketingOptOutSource).toBe('agent');
  const { items: merges } = await deployment.json<{ items: ContactMerge[] }>(owner, 'GET', `${path}/merges`);
  await deployment.json(owner, 'POST', `${path}/merges/${merges[0]?.id}/undo`);
  const again = await deployment.json<MergePreview>(
    owner,
    'GET',
    `${path}/merge-preview?otherContactId=${newerId}`,
  );
  const withoutVersions = ({ stays, goes }: MergePreview) =>
    [stays, goes].map((side) => ({ ...side, contact: { ...side.contact, version: 0 } }));
  expect(withoutVersions(again)).toEqual(withoutVersions(preview));
});

it('refuses to preview a contact with itself, and has nothing about an unknown one', async () => {
  const office = await openOffice();
  const { deployment, owner } = office;
  await arrive(office, { id: 'wamid.one', from: PHONE });
  const [id = ''] = await find(office, PHONE);
  const ask = (other: string) =>
    deployment.call(owner, 'GET', `/v1/contacts/${id}/merge-preview?otherContactId=${other}`);
  expect((await ask(id)).status).toBe(422);
  expect((await ask('ct_00000000000000000000000000')).status).toBe(404);
});

it('finds a person by the number, user name and national variants that they had before, merged or not', async () => {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  const older = await deployment.json<Contact>(owner, 'POST', '/v1/contacts', {
    name: 'Rosa',
    phone: '+4930555017',
  });
  await arrive(office, { id: 'wamid.old', from: '5531988887717', userId: USER_ID, username: 'rosa.velha' });
  const [id = ''] = await find(office, '5531988887717');
  await arrive(office, { id: 'wamid.new', from: '5531988887717', userId: USER_ID, username: 'rosa.nova' });
  const moved = {
    id: 'wamid.moved',
    from: '5531988887717',
    type: 'system',
    timestamp: String(Math.floor(deployment.clock.now / 1_000) + 60),
    system: { type: 'user_changed_number', wa_id: '5531977776616', body: 'Rosa changed numbers' },
  };
  await deployment.deliver(delivery({ value: value(number, { messages: [moved] }) }));
  await deployment.drain();
  const known = [
    '5531977776616',
    '+55 31 8888-7717',
    '31988887717',
    'nova',
    '@rosa.nova',
    'velha',
    '553177776616',
  ];
  for (const q of known) expect([q, await find(office, q)]).toEqual([q, [id]]);
  expect(await identifiersOf(office, id)).toEqual([
    `user_id ${USER_ID}`,
    'phone 5531977776616',
    'username rosa.nova',
    'past username rosa.velha',
    'past phone 5531988887717',
  ]);

  await deployment.json(owner, 'POST', `/v1/contacts/${id}/merge`, { otherContactId: older.id });
  for (const q of known) expect([q, await find(office, q)]).toEqual([q, [older.id]]);
  const { items } = await deployment.json<{ items: ContactMerge[] }>(
    owner,
    'GET',
    `/v1/contacts/${older.id}/merges`,
  );
  await deployment.json(owner, 'POST', `/v1/contacts/${older.id}/merges/${items[0]?.id}/undo`);
  for (const q of known) expect([q, await find(office, q)]).toEqual([q, [id]]);
});

it('begins a conversation on another number with somebody whose phone is hidden, once', async () => {
  const office = await openOffice();
  const { deployment, owner } = office;
  const other = await deployment.connectNumber(owner, nextNumber());
  await arrive(office, { id: 'wamid.hidden', userId: USER_ID });
  const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
  const contactId = items[0]?.contact.id;
  const begin = (channelId: string, id = contactId) =>
    deployment.call(owner, 'POST', '/v1/conversations', { channelId, contactId: id });
  const same = await begin(office.channel.id);
  expect([same.status, (await same.json<Conversation>()).id]).toEqual([200, items[0]?.id]);
  const begun = await begin(other.id);
  const conversation = await begun.json<Conversation>();
  expect([begun.status, conversation.contact.id, conversation.channelId]).toEqual([201, contactId, other.id]);
  expect((await begin(other.id)).status).toBe(200);
  expect((await begin(other.id, 'ct_00000000000000000000000000')).status).toBe(404);
});
