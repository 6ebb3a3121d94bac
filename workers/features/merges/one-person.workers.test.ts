import { expect, it } from 'vitest';
import type { Contact, ContactMerge } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { delivery, profileOf, statuses, textMessage, texts, value } from '../../testing/meta-payloads.ts';
import type { TextFrom } from '../../testing/meta-payloads.ts';
import { openOffice, type Office, type Page } from '../../testing/thread.ts';

const PHONE = '5511955500071';
const USER_ID = 'BR.71';
const AT_SECONDS = Date.UTC(2026, 4, 12, 9, 20) / 1_000;

const BY_PHONE: TextFrom = { id: 'wamid.phone', from: PHONE, text: 'by phone', atSeconds: AT_SECONDS };
const BY_ID: TextFrom = { id: 'wamid.id', userId: USER_ID, text: 'by id', atSeconds: AT_SECONDS + 10 };
const BY_BOTH: TextFrom = {
  id: 'wamid.both',
  from: PHONE,
  userId: USER_ID,
  text: 'by both',
  atSeconds: AT_SECONDS + 20,
};

const get = <T>({ deployment, owner }: Office, path: string) => deployment.json<T>(owner, 'GET', path);
const contactsOf = async (office: Office) => (await get<Page<Contact>>(office, '/v1/contacts')).items;
const inboxOf = async (office: Office) => (await get<Page<Conversation>>(office, '/v1/conversations')).items;
const textsOf = async (office: Office, id: string | undefined) => {
  const texts: (string | null)[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: Page<Message> = await get(office, `/v1/conversations/${id}/messages?limit=2${at}`);
    expect(page.items.map((message) => message.conversationId)).toEqual(page.items.map(() => id));
    texts.push(...page.items.map(({ text }) => text));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return texts.toReversed();
};

async function arrive({ deployment, number }: Office, ...list: TextFrom[]) {
  deployment.clock.now += 1;
  await deployment.deliver(texts(number, ...list));
  await deployment.drain();
}

/** Two contacts who are one person, joined by a message that names both; what stays and what went. */
async function joinedPerson(office: Office) {
  await arrive(office, BY_PHONE);
  await arrive(office, BY_ID);
  const inbox = await inboxOf(office);
  const gone = inbox.find(({ contact }) => contact.phone === null);
  const stays = inbox.find(({ contact }) => contact.phone === PHONE);
  await arrive(office, BY_BOTH);
  return {
    goneId: gone?.id ?? '',
    staysId: stays?.id ?? '',
    contactId: stays?.contact.id ?? '',
    goneContactId: gone?.contact.id ?? '',
  };
}

const permutations = (list: TextFrom[]): TextFrom[][] =>
  list.length < 2
    ? [list]
    : list.flatMap((one) =>
        permutations(list.filter((other) => other !== one)).map((rest) => [one, ...rest]),
      );

it.each(
  permutations([BY_PHONE, BY_ID, BY_BOTH]).map((order) => [order.map(({ text }) => text), order] as const),
)('makes one contact with one thread of %j, apart and together', async (_, order) => {
  for (const isTogether of [false, true]) {
    const office = await openOffice();
    if (isTogether) await arrive(office, ...order);
    else for (const one of order) await arrive(office, one);
    const contacts = await contactsOf(office);
    expect(contacts).toMatchObject([{ phone: PHONE, userId: USER_ID }]);
    const inbox = await inboxOf(office);
    expect(inbox).toMatchObject([{ unreadCount: 3, lastMessage: { text: 'by both' } }]);
    expect(await textsOf(office, inbox[0]?.id)).toEqual(['by phone', 'by id', 'by both']);
  }
});

it('joins once when two consumers see the pair at the same time, and loses no message', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  await arrive(office, BY_PHONE);
  await arrive(office, BY_ID);
  await deployment.deliver(texts(number, BY_BOTH));
  const [one] = deployment.queues.waiting.splice(0);
  await deployment.deliver(texts(number, { ...BY_BOTH, id: 'wamid.both2', text: 'by both, too' }));
  const [two] = deployment.queues.waiting.splice(0);
  if (one === undefined || two === undefined) throw new Error('nothing was queued');
  let held = 0;
  let open = () => {};
  const bothHaveRead = new Promise<void>((resolve) => (open = resolve));
  deployment.tenant.beforeBatch = async () => {
    if (++held === 6) open();
    if (held > 4) await bothHaveRead;
  };
  await Promise.all([
    deployment.consumeMessages('webhooks', [one]),
    deployment.consumeMessages('webhooks', [two]),
  ]);
  deployment.tenant.beforeBatch = null;
  expect(held).toBeGreaterThan(6);
  const contacts = await contactsOf(office);
  expect(contacts).toHaveLength(1);
  const { items } = await get<{ items: ContactMerge[] }>(office, `/v1/contacts/${contacts[0]?.id}/merges`);
  expect(items).toHaveLength(1);
  expect(await inboxOf(office)).toMatchObject([{ unreadCount: 4 }]);
});

it('lets everything that is done with the merged conversation be done in the one that stays', async () => {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  await arrive(office, BY_PHONE);
  await arrive(office, BY_ID);
  const gone = (await inboxOf(office)).find(({ contact }) => contact.phone === null);
  deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.sent' }] } });
  await deployment.json(owner, 'POST', `/v1/conversations/${gone?.id}/messages`, {
    type: 'text',
    text: 'hello',
  });
  await deployment.drain();
  await arrive(office, BY_BOTH);
  const stays = (await inboxOf(office))[0];
  expect(stays?.id).not.toBe(gone?.id);

  expect(await get(office, `/v1/conversations/${gone?.id}`)).toMatchObject({ id: stays?.id });
  await deployment.deliver(statuses(number, { id: 'wamid.sent', status: 'read' }));
  await deployment.drain();
  const page = await get<Page<Message>>(office, `/v1/conversations/${gone?.id}/messages`);
  const sent = page.items.find(({ text }) => text === 'hello');
  expect(sent).toMatchObject({ status: 'read', conversationId: stays?.id });
  const around = await get<Page<Message>>(
    office,
    `/v1/conversations/${stays?.id}/messages/around/${sent?.id}`,
  );
  expect(around.items.map(({ text }) => text)).toContain('by phone');

  deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.quote' }] } });
  const quote = { type: 'text', text: 'as I said', replyTo: sent?.id };
  await deployment.json(owner, 'POST', `/v1/conversations/${gone?.id}/messages`, quote);
  await deployment.drain();
  expect(deployment.graph.calls.at(-1)?.body).toMatchObject({
    context: { message_id: 'wamid.sent' },
    to: `+${PHONE}`,
  });
  await deployment.call(owner, 'POST', `/v1/conversations/${gone?.id}/read`);
  expect(await inboxOf(office)).toMatchObject([{ unreadCount: 0, lastMessage: { text: 'as I said' } }]);

  await deployment.drainJobs();
  const found = await get<{ items: { message: { conversationId: string } }[] }>(
    office,
    `/v1/search/messages?q=hello&contactId=${stays?.contact.id}`,
  );
  expect(found.items).toMatchObject([{ message: { conversationId: stays?.id } }]);
});

it('keeps apart what a person has parted, and tells the two by the surest identifier', async () => {
  const office = await openOffice();
  const { deployment, owner } = office;
  const { contactId, goneId, goneContactId } = await joinedPerson(office);
  const { items } = await get<{ items: ContactMerge[] }>(office, `/v1/contacts/${contactId}/merges`);
  expect(items).toMatchObject([{ reason: 'seen_together', from: { id: goneContactId }, canUndo: true }]);
  const undo = `/v1/contacts/${contactId}/merges/${items[0]?.id}/undo`;
  expect((await deployment.call(owner, 'POST', undo)).status).toBe(200);
  expect((await deployment.call(owner, 'POST', undo)).status).toBe(409);
  await arrive(office, { ...BY_BOTH, id: 'wamid.after', text: 'after' });
  expect(await contactsOf(office)).toHaveLength(2);
  expect(await textsOf(office, goneId)).toEqual(['by id', 'after']);
});

it.each([
  ['5531988887777', '553188887777', 1],
  ['553133334444', '5531933334444', 2],
  ['5491123456789', '541123456789', 1],
  ['5215512345678', '525512345678', 1],
])(
  'takes %s and %s for %i of contacts, and sends to the number as it came last',
  async (one, other, count) => {
    const office = await openOffice();
    await arrive(office, { id: 'wamid.one', from: one });
    await arrive(office, { id: 'wamid.other', from: other });
    const contacts = await contactsOf(office);
    expect(contacts.map(({ phone }) => phone)).toEqual(count === 1 ? [other] : [other, one]);
  },
);

it('finds a message’s sender in whichever order the profiles of one delivery come', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  await deployment.deliver(
    delivery({ value: value(number, { contacts: [profileOf(BY_BOTH)], messages: [textMessage(BY_PHONE)] }) }),
  );
  await deployment.drain();
  expect(await contactsOf(office)).toMatchObject([{ phone: PHONE }]);
});
