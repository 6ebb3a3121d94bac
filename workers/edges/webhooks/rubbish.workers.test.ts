import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { delivery, textMessage, texts, value } from '../../testing/meta-payloads.ts';
import { directoryRows, openOffice, tenantRows, type Office } from '../../testing/thread.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
  await env.DIRECTORY.batch(
    ['DELETE FROM rejected_items', 'DELETE FROM rejected_counts'].map((sql) => env.DIRECTORY.prepare(sql)),
  );
});

const good = textMessage({ id: 'wamid.good', from: '5511955500001', text: 'good' });
const deep = '['.repeat(100_000) + ']'.repeat(100_000);
const wrapped = (inside: string) =>
  `{"object":"whatsapp_business_account","entry":[{"id":"8100","changes":[${inside}]}]}`;

const TABLES = ['contacts', 'conversations', 'messages', 'pending_updates', 'channel_events', 'company_log'];
const everything = async () =>
  Object.fromEntries(
    await Promise.all(
      TABLES.map(async (table) => [
        table,
        await tenantRows(`SELECT * FROM ${table} WHERE company_id = ?`, office.owner.companyId),
      ]),
    ),
  );
const counts = () => directoryRows('SELECT app, reason, count FROM rejected_counts ORDER BY reason');

it.each<[string, string, string]>([
  ['not JSON', 'hello', 'not_json'],
  ['nothing', '', 'not_json'],
  ['a NUL byte', '\u0000', 'not_json'],
  ['half a surrogate pair', '"\\ud83d"', 'wrong_object'],
  ['a number', '7', 'wrong_object'],
  ['null', 'null', 'wrong_object'],
  ['another object', '{"object":"instagram","entry":[]}', 'wrong_object'],
  ['no entries', '{"object":"whatsapp_business_account"}', 'wrong_object'],
  ['100,000 levels', deep, 'wrong_object'],
  [
    'a key that is __proto__',
    '{"__proto__":{"object":"whatsapp_business_account","entry":[]}}',
    'wrong_object',
  ],
  ['an entry without an id', '{"object":"whatsapp_business_account","entry":[{"changes":[]}]}', 'malformed'],
  ['a change without a field', wrapped('{"value":{}}'), 'malformed'],
  ['a value that is a list', wrapped('{"field":"messages","value":[]}'), 'malformed'],
  ['a value without a number', wrapped('{"field":"messages","value":{"messages":[]}}'), 'malformed'],
  ['a number nobody connected', JSON.stringify(texts('9999999', { id: 'x', from: '1' })), 'unknown_number'],
  [
    'an account nobody connected',
    wrapped('{"field":"account_update","value":{"event":"X"}}'),
    'unknown_account',
  ],
])(
  'answers 200 to signed rubbish, counts it, keeps it, and changes nothing else: %s',
  async (_, raw, reason) => {
    const { deployment } = office;
    const before = await everything();
    expect((await deployment.deliver(raw)).status).toBe(200);
    await deployment.drain();
    expect(await everything()).toEqual(before);
    expect(await counts()).toEqual([{ app: 'deployment', reason, count: 1 }]);
    const kept = await directoryRows<{ reason: string; archiveKey: string }>(
      'SELECT reason, archive_key AS archiveKey FROM rejected_items',
    );
    expect(kept).toMatchObject([{ reason }]);
    const object = await env.ARCHIVE.get(kept[0]?.archiveKey ?? '');
    expect(await object?.text()).toContain(`"reason":"${reason}"`);
    expect((await env.ARCHIVE.list({ prefix: 'dead-letters/' })).objects).toEqual([]);
  },
);

it('stores the good item beside bad ones, and one with a nesting that nobody can write again', async () => {
  const { deployment, number, owner } = office;
  const messages = [{ id: 7 }, good, null, { ...good, id: 'wamid.deep', note: 'DEEP' }];
  const raw = JSON.stringify(delivery({ value: value(number, { messages, statuses: {} }) }));
  expect((await deployment.deliver(raw.replace('"DEEP"', deep))).status).toBe(200);
  await deployment.drain();
  const stored = await tenantRows(
    'SELECT external_id AS id, text FROM messages WHERE company_id = ?',
    owner.companyId,
  );
  expect(stored).toEqual(
    expect.arrayContaining([
      { id: 'wamid.good', text: 'good' },
      { id: 'wamid.deep', text: 'good' },
    ]),
  );
  expect(stored).toHaveLength(2);
  expect(await counts()).toEqual([{ app: 'deployment', reason: 'malformed', count: 3 }]);
});

it('masks what it shows of rubbish, and shows only the beginning', async () => {
  const { deployment } = office;
  await deployment.deliver(`call +55 11 95555-0123 ${'z'.repeat(1_000)}`);
  await deployment.drain();
  const [row] = await directoryRows<{ excerpt: string }>('SELECT excerpt FROM rejected_items');
  expect(row?.excerpt).not.toContain('95555-0123');
  expect(row?.excerpt.length).toBeLessThanOrEqual(310);
});

it('keeps an item that is too large for a queue elsewhere, and reads it back', async () => {
  const { deployment, number, owner } = office;
  const small = { id: 'wamid.small', from: '5511955500005', text: 'small' };
  const large = { id: 'wamid.large', from: '5511955500006', text: `large ${'ã'.repeat(120_000)}` };
  expect((await deployment.deliver(texts(number, small, large))).status).toBe(200);
  expect(deployment.queues.waiting.map(({ body }) => (body as { kind: string }).kind).toSorted()).toEqual([
    'meta.delivery',
    'meta.spilled-delivery',
  ]);
  await deployment.drain();
  const rows = await tenantRows<{ text: string }>(
    'SELECT text FROM messages WHERE company_id = ? ORDER BY external_id',
    owner.companyId,
  );
  expect(rows.map(({ text }) => text.slice(0, 6))).toEqual(['large ', 'small']);
});

/** The letters that were kept since this was last asked. */
async function takeDeadLetters(): Promise<unknown[]> {
  const { results } = await env.DIRECTORY.prepare('SELECT lane, message_id FROM dead_letters').all();
  await env.DIRECTORY.prepare('DELETE FROM dead_letters').run();
  return results;
}

it('makes a dead letter of a kept item that is gone, after three more tries, and of nothing beside it', async () => {
  const { deployment, number, owner } = office;
  const large = { id: 'wamid.gone', from: '5511955500007', text: 'x'.repeat(130_000) };
  await deployment.deliver(texts(number, large));
  const [spilled] = deployment.queues.waiting;
  // Ids are random: this one has the letters of a bucket's name, and is no fault of the bucket.
  const body = {
    ...(spilled?.body as object),
    ref: 'dlv_01KRR2R2R2R2R2R2R2R2R2R2R2',
    key: 'spilled/none.json',
  };
  deployment.queues.waiting.splice(0);
  deployment.queues.waiting.push({ queue: 'webhooks', id: 'gone', body, attempts: 1 });
  await deployment.deliver(texts(number, { id: 'wamid.beside', from: '5511955500008', text: 'beside' }));
  expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 2, retried: 0 });
  for (const faults of [1, 2, 3]) {
    expect(deployment.queues.waiting).toMatchObject([{ body: { faults } }]);
    expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 1, retried: 0 });
  }
  expect(deployment.queues.waiting).toEqual([]);
  expect(await takeDeadLetters()).toEqual([{ lane: 'webhooks', message_id: expect.any(String) }]);
  expect(await tenantRows('SELECT text FROM messages WHERE company_id = ?', owner.companyId)).toEqual([
    { text: 'beside' },
  ]);
});

it.each<[string, unknown]>([
  ['no body', null],
  ['another version', { v: 2, kind: 'meta.delivery' }],
  ['another kind', { v: 1, kind: 'message.send' }],
])('makes a dead letter of a queue message with %s at once', async (_, body) => {
  const { deployment } = office;
  deployment.queues.waiting.push({ queue: 'webhooks', id: 'odd', body, attempts: 1 });
  expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 1, retried: 0 });
  expect(await takeDeadLetters()).toEqual([{ lane: 'webhooks', message_id: 'odd' }]);
});
