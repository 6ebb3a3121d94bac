import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { delivery, profileOf, textMessage, texts, value } from '../../testing/meta-payloads.ts';
import { nextNumber, openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';

const inboxOf = async ({ deployment, owner }: Office) => {
  const page = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
  return page.items.map(({ contact, unreadCount, lastMessage }) => [
    contact.phone,
    unreadCount,
    lastMessage?.text,
  ]);
};

const byText = (a: unknown, b: unknown) => String(a).localeCompare(String(b));

const countOf = async (table: string, { owner }: Office) => {
  const [row] = await tenantRows<{ n: number }>(
    `SELECT count(*) AS n FROM ${table} WHERE company_id = ?`,
    owner.companyId,
  );
  return row?.n;
};

const burst = (number: string, phone: string, size: number) =>
  texts(
    number,
    ...Array.from({ length: size }, (_, index) => ({
      id: `wamid.${phone}.${index}`,
      from: phone,
      text: `text ${index}`,
      atSeconds: Date.UTC(2026, 4, 12, 9, 0) / 1_000 + index,
    })),
  );

it('gives each item of one delivery to the company of its number, and to nobody else', async () => {
  const deployment = createDeployment();
  const a = await openOffice(deployment);
  const b = await openOffice(deployment);
  const second = nextNumber();
  await deployment.connectNumber(a.owner, second);
  const from = (number: string, id: string, phone: string) => {
    const text = { id, from: phone, text: `to ${number}` };
    return { value: value(number, { contacts: [profileOf(text)], messages: [textMessage(text)] }) };
  };
  await deployment.deliver(
    delivery(
      from(a.number, 'wamid.X1', '5511955500001'),
      from(b.number, 'wamid.X1', '5511955500001'),
      from(second, 'wamid.X2', '5511955500001'),
      from(b.number, 'wamid.X3', '5511955500002'),
    ),
  );
  await deployment.drain();
  expect((await inboxOf(a)).toSorted(byText)).toEqual([
    ['5511955500001', 1, `to ${a.number}`],
    ['5511955500001', 1, `to ${second}`],
  ]);
  expect((await inboxOf(b)).toSorted(byText)).toEqual([
    ['5511955500001', 1, `to ${b.number}`],
    ['5511955500002', 1, `to ${b.number}`],
  ]);
  expect(await countOf('contacts', a)).toBe(1);
  expect(await countOf('contacts', b)).toBe(2);
});

it('stores each message once when five consumers hold the same deliveries in different orders', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  for (const phone of ['5511955500011', '5511955500012']) await deployment.deliver(burst(number, phone, 5));
  await deployment.deliver(texts(number, { id: 'wamid.last', from: '5511955500011', text: 'last' }));
  const taken = deployment.queues.waiting.splice(0);
  const orders = [
    taken,
    taken.toReversed(),
    [...taken.slice(1), ...taken.slice(0, 1)],
    taken,
    taken.slice(1),
  ];
  await Promise.all(orders.map((order) => deployment.consumeMessages('webhooks', order)));
  await deployment.drain();
  expect(await inboxOf(office)).toEqual([
    ['5511955500011', 6, 'last'],
    ['5511955500012', 5, 'text 4'],
  ]);
  expect([await countOf('contacts', office), await countOf('conversations', office)]).toEqual([2, 2]);
  expect(await countOf('messages', office)).toBe(11);
});

it('makes one contact and one conversation when two consumers meet a new customer together', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  await deployment.deliver(texts(number, { id: 'wamid.P1', from: '5511955500021', text: 'one' }));
  await deployment.deliver(texts(number, { id: 'wamid.P2', from: '5511955500021', text: 'two' }));
  const [one, two] = deployment.queues.waiting.splice(0);
  if (one === undefined || two === undefined) throw new Error('two deliveries were queued');
  // Both have read the world before either writes: the second must fail and look again.
  let held = 0;
  let open = () => {};
  const bothHaveRead = new Promise<void>((resolve) => (open = resolve));
  deployment.tenant.beforeBatch = async () => {
    if (++held === 4) open();
    if (held > 2) await bothHaveRead;
  };
  const ends = await Promise.all([
    deployment.consumeMessages('webhooks', [one]),
    deployment.consumeMessages('webhooks', [two]),
  ]);
  deployment.tenant.beforeBatch = null;
  expect(ends).toEqual([
    { acked: 1, retried: 0 },
    { acked: 1, retried: 0 },
  ]);
  expect(await inboxOf(office)).toMatchObject([['5511955500021', 2, expect.any(String)]]);
  expect([await countOf('contacts', office), await countOf('messages', office)]).toEqual([1, 2]);
});

it('doubles nothing when the commit succeeds and its answer is lost', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  await deployment.deliver(burst(number, '5511955500031', 3));
  let lost = 0;
  deployment.tenant.afterCommit = () => {
    const [before, last] = deployment.tenant.statements.slice(-2).map(({ sql }) => sql);
    const isOfMessages =
      before?.includes('INSERT INTO messages') && last?.includes('INSERT INTO company_log');
    if (isOfMessages !== true || lost++ > 0) return;
    throw new Error('D1_ERROR: Network connection lost.');
  };
  await deployment.drain();
  expect(lost).toBe(1);
  expect(await inboxOf(office)).toEqual([['5511955500031', 3, 'text 2']]);
  const logged = await tenantRows(
    `SELECT seq FROM company_log WHERE company_id = ? AND changes LIKE '%"message"%'`,
    office.owner.companyId,
  );
  expect(logged).toHaveLength(1);
});

it('writes nothing at all, and logs nothing, for what it has already', async () => {
  const office = await openOffice();
  const { deployment, number } = office;
  const body = burst(number, '5511955500041', 4);
  await deployment.deliver(body);
  await deployment.drain();
  const written = () => deployment.tenant.statements.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0);
  const before = written();
  expect(before).toBeGreaterThan(0);
  const logBefore = await countOf('company_log', office);
  await deployment.deliver(body);
  await deployment.drain();
  expect(written()).toBe(before);
  expect(await countOf('company_log', office)).toBe(logBefore);
});

it('logs one row for each commit, naming exactly what changed', async () => {
  const office = await openOffice();
  const { deployment, number, owner } = office;
  await deployment.deliver(burst(number, '5511955500051', 2));
  await deployment.drain();
  await deployment.deliver(
    texts(number, { id: 'wamid.more', from: '5511955500051', text: 'more', atSeconds: 1_778_578_000 }),
  );
  await deployment.drain();
  const messages = await tenantRows<{ id: string; conversationId: string; contactId: string }>(
    `SELECT m.id, m.conversation_id AS conversationId, v.contact_id AS contactId FROM messages m
     JOIN conversations v ON v.company_id = m.company_id AND v.id = m.conversation_id
     WHERE m.company_id = ? ORDER BY m.id`,
    owner.companyId,
  );
  const [first, second, third] = messages;
  const created = (row: typeof first) => ({
    entity: 'message',
    id: row?.id,
    conversationId: row?.conversationId,
    change: 'created',
  });
  const { items } = await deployment.json<{ items: { changes: { entity: string }[] }[] }>(
    owner,
    'GET',
    '/v1/events?after=0',
  );
  const conversation = { entity: 'conversation', id: first?.conversationId };
  // What is noted of the number itself is a commit of its own.
  const ofMessages = items.filter(({ changes }) => changes.some(({ entity }) => entity === 'message'));
  expect(ofMessages.map(({ changes }) => changes)).toEqual([
    [created(first), created(second), conversation, { entity: 'contact', id: first?.contactId }],
    [created(third), conversation],
  ]);
});
