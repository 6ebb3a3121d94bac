import { getTableColumns } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { FoundMessage } from '../../contracts/api/search.ts';
import { appendToLog } from '../../platform/outbox/queries.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openArchive, searchRows, type Archive } from '../../testing/searching.ts';
import { nextNumber, tenantRows, type Page } from '../../testing/thread.ts';
import type { Channel } from '../../contracts/api/channels.ts';
import { messages } from '../conversations/schema.ts';

const COUNT = 10_000;
const PER_LOG_ROW = 500;
const PAGE = 100;
/** One in so many says it in another way, and one in so many says something that few do. */
const ACCENTED_EVERY = 3;
const RARE_EVERY = 1_000;
const MINUTE_MS = 60_000;

let archive: Archive;
let other: Channel;
let threads: { id: string; channelId: string; contactId: string }[];
let startMs: number;

const textOf = (n: number) => {
  const word = n % ACCENTED_EVERY === 0 ? 'AÇÃO' : 'acao';
  return `Pedido ${n}: 👋 ${word} para amanhã${n % RARE_EVERY === 0 ? ', com girassol' : ''}`;
};

/** Thousands of messages in four threads (two people on two numbers), with what their log says of them. */
async function fill(): Promise<void> {
  const { deployment, owner } = archive;
  const { companyId } = owner;
  const [model] = await tenantRows<{ id: string; conversationId: string }>(
    'SELECT id, conversation_id AS conversationId FROM messages WHERE company_id = ? LIMIT 1',
    companyId,
  );
  const ctx = deployment.context();
  const db = ctx.tenant(companyId);
  const given: Record<string, string> = {
    id: "j.value ->> 'id'",
    conversation_id: "j.value ->> 'conversationId'",
    channel_id: "j.value ->> 'channelId'",
    external_id: "j.value ->> 'externalId'",
    text: "j.value ->> 'text'",
    sent_at_ms: "j.value ->> 'sentAtMs'",
  };
  const columns = Object.values(getTableColumns(messages)).map(({ name }) => name);
  const insert = `INSERT INTO messages (${columns.join(', ')})
    SELECT ${columns.map((name) => given[name] ?? `m.${name}`).join(', ')}
    FROM json_each(?4) j CROSS JOIN messages m ON m.company_id = ?1 AND m.conversation_id = ?2 AND m.id = ?3`;
  for (let from = 0; from < COUNT; from += PER_LOG_ROW) {
    const rows = Array.from({ length: PER_LOG_ROW }, (_, index) => {
      const n = from + index;
      const sentAtMs = startMs + n * 1_000;
      const { id: conversationId, channelId } = threads[n % threads.length] ?? { id: '', channelId: '' };
      const id = ctx.ids.message(sentAtMs, sentAtMs);
      return { id, conversationId, channelId, externalId: `wamid.LARGE${n}`, text: textOf(n), sentAtMs };
    });
    await db.batch([
      db.statement(insert, model?.conversationId ?? '', model?.id ?? '', JSON.stringify(rows)),
      appendToLog(
        db,
        deployment.clock.now,
        rows.map(({ id, conversationId }) => ({ entity: 'message', change: 'created', id, conversationId })),
      ),
    ]);
  }
}

beforeAll(async () => {
  archive = await openArchive();
  const { deployment, owner, channel } = archive;
  startMs = deployment.clock.now - COUNT * 1_000 - MINUTE_MS;
  other = await deployment.connectNumber(owner, nextNumber());
  for (const { phoneNumberId } of [channel, other])
    for (const from of ['5511955550801', '5511955550802'])
      await deployment.deliver(
        texts(phoneNumberId, { id: `wamid.${phoneNumberId}.${from}`, from, text: 'Oi' }),
      );
  await deployment.drain();
  await deployment.drainJobs();
  threads = await tenantRows(
    'SELECT id, channel_id AS channelId, contact_id AS contactId FROM conversations WHERE company_id = ?',
    owner.companyId,
  );
  await fill();
});

/** Reads every page; gives what was found, and the rows that the dearest page read. */
async function findAll(q: string, filters: Record<string, string | number> = {}) {
  const { deployment } = archive;
  const items: FoundMessage[] = [];
  let dearest = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    deployment.search.statements.length = 0;
    deployment.tenant.statements.length = 0;
    const page = await archive.find(q, { limit: PAGE, ...filters, ...(cursor === '' ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
    const all = [...deployment.search.statements, ...deployment.tenant.statements];
    dearest = Math.max(
      dearest,
      all.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
    );
  }
  return { items, dearest };
}

const numberIn = ({ message }: FoundMessage) => Number(/\d+/.exec(message.text)?.[0]);

it('is not there while its database is away, and catches up once it is back', async () => {
  const { deployment, owner } = archive;
  deployment.search.fault = new Error('D1_ERROR: network connection lost');
  for (let minute = 0; minute < 15; minute++) {
    await deployment.tick();
    await deployment.drainJobs();
    deployment.clock.now += MINUTE_MS;
  }
  Object.assign(owner, await deployment.renew(owner));
  const response = await deployment.call(owner, 'GET', '/v1/search/messages?q=acao');
  expect(response.status).toBe(503);
  await archive.deployment.deliver(
    texts(archive.number, { id: 'wamid.MEANWHILE', from: '5511955550801', text: 'entretanto' }),
  );
  await deployment.drain();

  deployment.search.fault = null;
  deployment.clock.now += 6 * MINUTE_MS;
  await deployment.tick();
  deployment.search.statements.length = 0;
  await deployment.drainJobs();
  expect(deployment.jobs.waiting.filter(({ queue }) => queue === 'jobs')).toEqual([]);
  Object.assign(owner, await deployment.renew(owner));
  // The model and its three neighbours beside them.
  const [{ n } = { n: 0 }] = await searchRows<{ n: number }>(
    'SELECT count(*) AS n FROM documents WHERE company_id = ?',
    owner.companyId,
  );
  expect(n).toBe(COUNT + threads.length + 1);
  expect(await archive.textsOf('entretanto')).toEqual(['entretanto']);
  // Five statements for each hundred, and some for those who look whether there is more.
  expect(deployment.search.statements.length).toBeLessThan((COUNT / 100) * 8);
  const letters = await deployment.json<{ items: unknown[] }>(owner, 'GET', '/v1/dead-letters');
  expect(letters.items).toEqual([]);
});

it('gives all ten thousand, each once and the newest first, with what was looked for marked', async () => {
  const { items } = await findAll('ação');
  expect(items.map(numberIn)).toEqual(Array.from({ length: COUNT }, (_, n) => COUNT - 1 - n));
  const marked = items.map(({ message, highlights }) =>
    highlights.map(([from, to]) => message.text.slice(from, to)),
  );
  expect(new Set(marked.map((words) => words.join(' ')))).toEqual(new Set(['AÇÃO', 'acao']));
  expect(marked.filter(([word]) => word === 'AÇÃO')).toHaveLength(Math.ceil(COUNT / ACCENTED_EVERY));
});

it('reads no more for a page of a filter than for a page of everything, however far back it is', async () => {
  const { channel } = archive;
  const [{ contactId } = { contactId: '' }] = threads.filter(({ channelId }) => channelId === other.id);
  const { items: contacts } = await archive.deployment.json<Page<Contact>>(
    archive.owner,
    'GET',
    '/v1/contacts',
  );
  expect(contacts.map(({ id }) => id)).toContain(contactId);
  const from = startMs + 2_000 * 1_000;
  const to = from + 500 * 1_000;
  const cases: [string, Record<string, string | number>, number][] = [
    ['ação', { channelId: channel.id }, COUNT / 2],
    ['ação', { channelId: other.id, contactId }, COUNT / 4],
    ['ação amanhã', { after: from, before: to }, 500],
    ['girassol', {}, COUNT / RARE_EVERY],
    ['"com girassol"', { contactId: threads[0]?.contactId ?? '' }, COUNT / RARE_EVERY],
    ['pedido 77', {}, 111],
  ];
  for (const [q, filters, count] of cases) {
    const { items, dearest } = await findAll(q, filters);
    expect([q, items.length, new Set(items.map(numberIn)).size]).toEqual([q, count, count]);
    expect(dearest, `rows read for a page of ${q}`).toBeLessThan(PAGE * 15);
  }
});
