import { array, assert, asyncProperty, constant, nat, oneof, record, type Arbitrary } from 'fast-check';
import { expect, it } from 'vitest';
import type { Contact, ContactMerge } from '../../contracts/api/contacts.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { nextNumber, openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';

/** Numbers and user ids that people write with, some of them of one person. */
const FACES = [
  { from: '5511955500301' },
  { from: '5511955500302' },
  { userId: 'BR.301' },
  { userId: 'BR.302' },
  { from: '5511955500301', userId: 'BR.301' },
  { from: '5511955500302', userId: 'BR.302' },
];

type Step =
  | { kind: 'writes'; face: number; number: number }
  | { kind: 'reads'; nth: number }
  | { kind: 'merges'; one: number; other: number }
  | { kind: 'parts'; nth: number }
  | { kind: 'merges and parts'; one: number; other: number };

const nth = nat({ max: 9 });
const writes = record({
  kind: constant('writes' as const),
  face: nat({ max: FACES.length - 1 }),
  number: nat({ max: 1 }),
});
const pair = { one: nth, other: nth };
const steps: Arbitrary<Step[]> = array(
  oneof(
    { arbitrary: writes, weight: 5 },
    { arbitrary: record({ kind: constant('reads' as const), nth }), weight: 1 },
    { arbitrary: record({ kind: constant('merges' as const), ...pair }), weight: 1 },
    { arbitrary: record({ kind: constant('parts' as const), nth }), weight: 1 },
    { arbitrary: record({ kind: constant('merges and parts' as const), ...pair }), weight: 2 },
  ),
  { minLength: 5, maxLength: 14 },
);

/** What was read together, and what came after that, is counted right in each when they are parted. */
const READ_TOGETHER: Step[] = [
  { kind: 'writes', face: 0, number: 0 },
  { kind: 'writes', face: 1, number: 0 },
  { kind: 'writes', face: 1, number: 0 },
  { kind: 'merges', one: 0, other: 1 },
  { kind: 'reads', nth: 0 },
  { kind: 'writes', face: 0, number: 0 },
  { kind: 'writes', face: 1, number: 0 },
  { kind: 'parts', nth: 0 },
];

type Row = Record<string, unknown>;

/** All rows of people and their threads, without what counts changes. */
async function rowsOf({ owner }: Office): Promise<Record<string, Row[]>> {
  const read = async (table: string, order: string) => {
    const rows = await tenantRows<Row>(
      `SELECT * FROM ${table} WHERE company_id = ? ORDER BY ${order}`,
      owner.companyId,
    );
    return rows.map(({ version: _version, activity_seq: _activitySeq, ...row }) => ({
      ...row,
      ...(typeof row['identifiers'] === 'string'
        ? { identifiers: (JSON.parse(row['identifiers']) as string[]).toSorted() }
        : {}),
    }));
  };
  return {
    contacts: await read('contacts', 'id'),
    identifiers: await read('contact_identifiers', 'kind, value'),
    terms: await read('contact_terms', 'term, contact_id'),
    conversations: await read('conversations', 'id'),
    messages: await read('messages', 'conversation_id, id'),
  };
}

it('keeps every message, every identifier and every count, whoever writes, is merged and is parted', async () => {
  await assert(
    asyncProperty(steps, async (sequence) => {
      const office = await openOffice();
      const numbers = [office.number, nextNumber()];
      await office.deployment.connectNumber(office.owner, numbers[1] ?? '');
      const told: Told = { written: [], read: new Set() };
      for (const step of sequence) await take(office, numbers, told, step);
      await agree(office, told);
      const { messages = [] } = await rowsOf(office);
      const stored = messages.map((row) => String(row['external_id']));
      expect(stored.toSorted()).toEqual(told.written.toSorted());
    }),
    { numRuns: 12, seed: 20_261_125, examples: [[READ_TOGETHER]] },
  );
});

/** Messages by Meta's name: all, and those of threads that a person has opened since. */
interface Told {
  written: string[];
  read: Set<unknown>;
}

async function take(office: Office, numbers: string[], { written, read }: Told, step: Step): Promise<void> {
  const { deployment, owner } = office;
  deployment.clock.now += 1_000;
  const { items } = await deployment.json<Page<Contact>>(owner, 'GET', '/v1/contacts');
  const at = (index: number) => items[index % Math.max(items.length, 1)];
  if (step.kind === 'writes') {
    const id = `wamid.${office.number}.${written.length}`;
    written.push(id);
    const atSeconds = Math.floor(deployment.clock.now / 1_000);
    await deployment.deliver(
      texts(numbers[step.number] ?? '', { id, ...FACES[step.face], text: id, atSeconds }),
    );
    return deployment.drain();
  }
  if (step.kind === 'reads') {
    const inbox = await deployment.json<Page<{ id: string }>>(owner, 'GET', '/v1/conversations');
    const one = inbox.items[step.nth % Math.max(inbox.items.length, 1)];
    if (one === undefined) return undefined;
    await deployment.call(owner, 'POST', `/v1/conversations/${one.id}/read`);
    const { conversations = [], messages = [] } = await rowsOf(office);
    const thread = conversations.filter((row) => row['id'] === one.id || row['merged_into_id'] === one.id);
    const ids = new Set(thread.map((row) => row['id']));
    for (const row of messages) if (ids.has(row['conversation_id'])) read.add(row['external_id']);
    return undefined;
  }
  if (step.kind === 'parts') {
    const contact = at(step.nth);
    if (contact !== undefined) await part(office, contact.id);
    return undefined;
  }
  const [one, other] = [at(step.one), at(step.other)];
  if (one === undefined || other === undefined || one.id === other.id) return undefined;
  const before = await rowsOf(office);
  const stays = await deployment.json<Contact>(owner, 'POST', `/v1/contacts/${one.id}/merge`, {
    otherContactId: other.id,
  });
  if (step.kind === 'merges') return undefined;
  expect(await part(office, stays.id)).toBe(200);
  expect(await rowsOf(office)).toEqual(before);
  return undefined;
}

/** Undoes the newest merge of a contact, where there is one. */
async function part({ deployment, owner }: Office, contactId: string): Promise<number | null> {
  const path = `/v1/contacts/${contactId}/merges`;
  const { items } = await deployment.json<{ items: ContactMerge[] }>(owner, 'GET', path);
  const merge = items.find(({ canUndo }) => canUndo);
  if (merge === undefined) return null;
  return (await deployment.call(owner, 'POST', `${path}/${merge.id}/undo`)).status;
}

/** What must hold of the rows, however they came to be. */
async function agree(office: Office, { read }: Told): Promise<void> {
  const { contacts = [], identifiers = [], conversations = [], messages = [] } = await rowsOf(office);
  const conversationById = new Map(conversations.map((row) => [row['id'], row]));
  const unread = new Map<unknown, number>();
  const contactById = new Map(contacts.map((row) => [row['id'], row]));
  for (const message of messages) {
    const thread = conversationById.get(message['conversation_id']);
    expect(thread).toBeDefined();
    const goesOnIn = thread?.['merged_into_id'] ?? thread?.['id'];
    const shown = conversationById.get(goesOnIn);
    unread.set(goesOnIn, (unread.get(goesOnIn) ?? 0) + (read.has(message['external_id']) ? 0 : 1));
    expect([shown?.['merged_into_id'], contactById.get(shown?.['contact_id'])?.['merged_into_id']]).toEqual([
      null,
      null,
    ]);
  }
  const live = conversations.filter((row) => row['status'] !== 'merged');
  const counted = live.map((row) => ({ id: row['id'], unread: row['unread_count'] }));
  expect(counted).toEqual(live.map((row) => ({ id: row['id'], unread: unread.get(row['id']) ?? 0 })));
  // Whose an identifier is says the index, and the contact's own list; a merged contact has none.
  for (const row of identifiers) {
    expect(contactById.get(row['contact_id'])?.['merged_into_id']).toBeNull();
  }
  const listed = contacts
    .filter((row) => row['merged_into_id'] === null)
    .flatMap((row) => (row['identifiers'] as string[]).map((text) => `${text} ${String(row['id'])}`));
  const indexed = identifiers.map(
    (row) => `${String(row['kind'])} ${String(row['value'])} ${String(row['contact_id'])}`,
  );
  expect(listed.toSorted()).toEqual(indexed.toSorted());
  const places = live.map((row) => `${String(row['contact_id'])} ${String(row['channel_id'])}`);
  expect(new Set(places).size).toBe(places.length);
}
