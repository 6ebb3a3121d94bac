import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { delivery, profileOf, statuses, textMessage, texts, value } from '../../testing/meta-payloads.ts';
import {
  directoryRows,
  nextNumber,
  openOffice,
  openThread,
  tenantRows,
  type Page,
} from '../../testing/thread.ts';

beforeAll(async () => {
  // A statement that truly fails for one row, and for a reason that is no conflict.
  await env.TENANT.prepare(
    `CREATE TRIGGER refuse_poison BEFORE INSERT ON messages WHEN NEW.text = 'poison'
     BEGIN SELECT RAISE(ABORT, 'refused by the database'); END`,
  ).run();
});

const storedTexts = async (companyId: string) => {
  const rows = await tenantRows<{ text: string }>(
    'SELECT text FROM messages WHERE company_id = ? ORDER BY external_id',
    companyId,
  );
  return rows.map(({ text }) => text);
};
const deadLetters = async () => (await env.ARCHIVE.list({ prefix: 'dead-letters/' })).objects.length;

it('stores all the neighbours of a message that the database refuses, and keeps that one for inspection', async () => {
  const { deployment, owner, number } = await openOffice();
  const list = Array.from({ length: 9 }, (_, index) => ({
    id: `wamid.N${index}`,
    from: `551195550${index}000`,
    text: index === 4 ? 'poison' : `fine ${index}`,
  }));
  await deployment.deliver(texts(number, ...list));
  await deployment.drain();
  expect(await storedTexts(owner.companyId)).toEqual(
    [0, 1, 2, 3, 5, 6, 7, 8].map((index) => `fine ${index}`),
  );
  const rejected = await directoryRows(
    'SELECT reason, phone_number_id AS number FROM rejected_items WHERE app = ?',
    owner.companyId,
  );
  expect(rejected).toEqual([{ reason: 'unstorable', number }]);
});

it('stores both numbers’ messages of somebody whose new user id comes once with and once without the phone', async () => {
  const thread = await openThread();
  const { deployment, owner, phone, number } = thread;
  const second = nextNumber();
  await deployment.connectNumber(owner, second);
  await deployment.deliver(texts(second, { id: 'wamid.S0', from: phone, text: 'on the second' }));
  await deployment.drain();
  const userId = 'BR.1234567890';
  const change = (to: string, from: Parameters<typeof textMessage>[0]) => ({
    value: value(to, { contacts: [profileOf(from)], messages: [textMessage(from)] }),
  });
  await deployment.deliver(
    delivery(
      change(number, { id: 'wamid.S1', from: phone, userId, text: 'with both' }),
      change(second, { id: 'wamid.S2', userId, text: 'with the user id only' }),
    ),
  );
  await deployment.drain();
  const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
  expect(items.map(({ lastMessage, unreadCount }) => [lastMessage?.text, unreadCount])).toEqual(
    expect.arrayContaining([
      ['with both', 2],
      ['with the user id only', 2],
    ]),
  );
  expect(items).toHaveLength(2);
  expect(await tenantRows('SELECT id FROM contacts WHERE company_id = ?', owner.companyId)).toHaveLength(1);
  expect(await deadLetters()).toBe(0);
});

it.each<[string, { id: string; from?: string; userId?: string }]>([
  ['a NUL in its id', { id: 'wamid.\u0000A', from: '5511955500061' }],
  ['half a surrogate pair in its id', { id: 'wamid.\ud83d', from: '5511955500062' }],
  ['a NUL in the user id', { id: 'wamid.U1', userId: 'BR.\u0000B' }],
  ['half a surrogate pair in the user id', { id: 'wamid.U2', userId: 'BR.\udc00' }],
])('is not stopped by a message with %s, however often it comes', async (_, hostile) => {
  const { deployment, owner, number } = await openOffice();
  for (let round = 0; round < 2; round++) {
    const fine = { id: `wamid.fine${round}`, from: '5511955500063', text: `fine ${round}` };
    const again = hostile.userId === undefined ? hostile : { ...hostile, id: `${hostile.id}${round}` };
    await deployment.deliver(texts(number, { ...again, text: 'hostile' }, fine));
    await deployment.drain();
  }
  expect((await storedTexts(owner.companyId)).filter((text) => text !== 'hostile')).toEqual([
    'fine 0',
    'fine 1',
  ]);
  expect(await deadLetters()).toBe(0);
});

it('keeps whole characters of texts and names that are cut, and of those that are broken', async () => {
  const { deployment, owner, number } = await openOffice();
  const long = `${'x'.repeat(65_535)}😀 and more`;
  await deployment.deliver(
    texts(
      number,
      { id: 'wamid.C1', from: '5511955500071', text: long, name: `${'n'.repeat(119)}😀` },
      { id: 'wamid.C2', from: '5511955500072', text: 'a\u0000b\ud83dc', name: 'N\u0000\ud83d' },
    ),
  );
  await deployment.drain();
  const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
  const ofPhone = (phone: string) => items.find(({ contact }) => contact.phone === phone);
  const textOf = async (phone: string) => {
    const path = `/v1/conversations/${ofPhone(phone)?.id}/messages`;
    return (await deployment.json<Page<Message>>(owner, 'GET', path)).items[0]?.text;
  };
  expect(await textOf('5511955500071')).toBe('x'.repeat(65_535));
  expect(ofPhone('5511955500071')?.contact.name).toBe('n'.repeat(119));
  expect(await textOf('5511955500072')).toBe('a\uFFFDb\uFFFDc');
  expect(ofPhone('5511955500072')?.contact.name).toBe('N\uFFFD\uFFFD');
});

it('applies the neighbours of a status that claims the id of another message', async () => {
  const thread = await openThread();
  const { deployment, number, conversationId } = thread;
  deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.O1' }] } }, 'reset');
  const one = await thread.send('one');
  await deployment.drain();
  const two = await thread.send('two');
  await deployment.drain();
  expect(await thread.read()).toMatchObject({ one: { status: 'sent' }, two: { status: 'unknown' } });
  await deployment.deliver(
    statuses(
      number,
      { id: 'wamid.O1', status: 'delivered', callbackData: `${conversationId}/${one.id}` },
      { id: 'wamid.O1', status: 'read', callbackData: `${conversationId}/${two.id}` },
    ),
  );
  await deployment.drain();
  expect(await thread.read()).toMatchObject({ one: { status: 'delivered', externalId: 'wamid.O1' } });
  expect(await deadLetters()).toBe(0);
});

it('counts thousands of bad items in one delivery, and still stores the good one among them', async () => {
  const { deployment, owner, number } = await openOffice();
  const countRejected = async () => {
    const [row] = await directoryRows<{ n: number }>(
      "SELECT coalesce(sum(count), 0) AS n FROM rejected_counts WHERE app = 'deployment' AND reason = 'malformed'",
    );
    return row?.n ?? 0;
  };
  const before = await countRejected();
  const good = textMessage({ id: 'wamid.good', from: '5511955500081', text: 'good' });
  const messages = [...Array.from({ length: 15_000 }, () => ({ id: 1, type: 'x'.repeat(100) })), good];
  const response = await deployment.deliver(delivery({ value: value(number, { messages }) }));
  expect(response.status).toBe(200);
  await deployment.drain();
  expect(await storedTexts(owner.companyId)).toEqual(['good']);
  expect((await countRejected()) - before).toBe(15_000);
  expect(await deadLetters()).toBe(0);
});
