import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { statuses, type StatusOf } from '../../testing/meta-payloads.ts';
import { openThread, tenantRows, type Thread } from '../../testing/thread.ts';
import { STATUS_RANK } from './rules.ts';

const REPORTS = ['sent', 'delivered', 'read', 'played', 'failed'] as const;
type Report = (typeof REPORTS)[number];
const AT_SECONDS = Date.UTC(2026, 4, 12, 9, 31) / 1_000;
const atSecondsOf = (report: Report) => AT_SECONDS + REPORTS.indexOf(report);
const ERROR = { code: 131026, title: 'Message undeliverable' };
/** How the row keeps it. */
const FAILURE: unknown = expect.stringContaining('131026');

/** Every order of every choice of reports: 325 of them. */
function ordersOf(rest: readonly Report[]): Report[][] {
  return [
    [],
    ...rest.flatMap((first) =>
      ordersOf(rest.filter((other) => other !== first)).map((order) => [first, ...order]),
    ),
  ];
}
const orders = ordersOf(REPORTS).filter((order) => order.length > 0);

/** Messages that were sent, written as rows: their number is beyond what a customer's pace allows at once. */
async function putSent({ owner, channel, conversationId }: Thread): Promise<void> {
  await env.TENANT.prepare(
    `INSERT INTO messages (company_id, conversation_id, id, channel_id, external_id, direction, type, text, status, sent_at_ms)
     SELECT ?, ?, printf('msg_%026d', key), ?, 'wamid.' || key, 'outbound', 'text', 'x', 'sent', 1 FROM json_each(?)`,
  )
    .bind(owner.companyId, conversationId, channel.id, JSON.stringify(orders))
    .run();
}

interface Row {
  externalId: string;
  status: keyof typeof STATUS_RANK;
  error: unknown;
  sent: number | null;
  delivered: number | null;
  read: number | null;
  played: number | null;
  failed: number | null;
}

async function readSent({ owner }: Thread): Promise<Map<string, Row>> {
  const rows = await tenantRows<Row>(
    `SELECT external_id AS externalId, status, error, accepted_at_ms AS sent, delivered_at_ms AS delivered,
            read_at_ms AS read, played_at_ms AS played, failed_at_ms AS failed
     FROM messages WHERE company_id = ? AND direction = 'outbound'`,
    owner.companyId,
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

const reportOf = (index: number, status: Report): StatusOf => ({
  id: `wamid.${index}`,
  status,
  atSeconds: atSecondsOf(status),
  ...(status === 'failed' ? { errors: [ERROR] } : {}),
});

/** What the message must be once these reports have come, in whatever order. */
function endOf(index: number, reports: readonly Report[]): Row {
  const furthest = reports.toSorted((a, b) => STATUS_RANK[b] - STATUS_RANK[a])[0] ?? 'sent';
  const timeOf = (report: Report) => (reports.includes(report) ? atSecondsOf(report) * 1_000 : null);
  return {
    externalId: `wamid.${index}`,
    status: furthest,
    error: furthest === 'failed' ? FAILURE : null,
    sent: timeOf('sent'),
    delivered: timeOf('delivered'),
    read: timeOf('read'),
    played: timeOf('played'),
    failed: timeOf('failed'),
  };
}

it('ends every order of reports in the same state, with every time kept, and never goes back on the way', async () => {
  const thread = await openThread();
  const { deployment, number } = thread;
  await putSent(thread);
  let before = await readSent(thread);
  for (let round = 0; round < REPORTS.length; round++) {
    const reports = orders.flatMap((order, index) => {
      const status = order[round];
      return status === undefined ? [] : [reportOf(index, status)];
    });
    await deployment.deliver(statuses(number, ...reports));
    await deployment.drain();
    const after = await readSent(thread);
    for (const [id, row] of after) {
      expect(STATUS_RANK[row.status]).toBeGreaterThanOrEqual(STATUS_RANK[before.get(id)?.status ?? 'queued']);
    }
    before = after;
  }
  const expected = orders.map((order, index) => endOf(index, order));
  expect([...before.values()].toSorted(byId)).toEqual(expected.toSorted(byId));
});

it('ends in the same state when all reports come at once, twice', async () => {
  const thread = await openThread();
  const { deployment, number, owner } = thread;
  await putSent(thread);
  const body = statuses(
    number,
    ...orders.flatMap((order, index) => order.map((one) => reportOf(index, one))),
  );
  await deployment.deliver(body);
  await deployment.drain();
  const versions = () =>
    tenantRows('SELECT id, version FROM messages WHERE company_id = ? ORDER BY id', owner.companyId);
  const afterOnce = await versions();
  await deployment.deliver(body);
  await deployment.drain();
  const expected = orders.map((order, index) => endOf(index, order));
  expect([...(await readSent(thread)).values()].toSorted(byId)).toEqual(expected.toSorted(byId));
  expect(await versions()).toEqual(afterOnce);
});

function byId(a: Row, b: Row): number {
  return a.externalId < b.externalId ? -1 : 1;
}
