import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { CompanyEventList } from '../../contracts/api/events.ts';
import type { Message } from '../../contracts/api/messages.ts';
import type { Problem } from '../../contracts/api/problem.ts';
import { appendToLog } from '../../platform/outbox/queries.ts';
import { DEPLOYMENT } from '../../contracts/ids.ts';
import type { Person } from '../../testing/deployment.ts';
import {
  directoryRows,
  openOffice,
  openThread,
  tenantRows,
  type Office,
  type Thread,
} from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';
import { forgetLogs } from './forget-logs.ts';
import { forgetOldRows } from './forget-old-rows.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

interface Kept {
  first: number;
  last: number;
  count: number;
}

const logOf = async ({ owner }: { owner: Pick<Person, 'companyId'> }): Promise<Kept | undefined> =>
  (
    await tenantRows<Kept>(
      'SELECT min(seq) AS first, max(seq) AS last, count(*) AS count FROM company_log WHERE company_id = ?',
      owner.companyId,
    )
  )[0];

/** Days later: everybody has to sign in again. */
async function afterDays(thread: Thread, days: number): Promise<void> {
  const { deployment } = thread;
  deployment.clock.now += days * DAY_MS;
  thread.owner = await deployment.signUp(thread.owner.companyId, 'owner');
}

/** All who go by the log come up to its end. */
async function readersPass({ deployment }: Pick<Office, 'deployment'>): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await deployment.tick();
    await deployment.drain();
    await deployment.drainJobs();
    deployment.clock.now += MINUTE_MS;
  }
}

it('forgets the old beginning of a log, without a hole, and never the row that numbers the next', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  for (const text of ['one', 'two', 'three']) await thread.send(text);
  await deployment.drain();
  await readersPass(thread);
  const before = await logOf(thread);
  await afterDays(thread, 89);
  await forgetLogs(deployment.context());
  expect(await logOf(thread)).toEqual(before);
  await afterDays(thread, 2);
  await forgetLogs(deployment.context());
  const last = before?.last ?? 0;
  expect(await logOf(thread)).toEqual({ first: last, last, count: 1 });

  await deployment.json(thread.owner, 'POST', '/v1/quick-replies', { shortcut: 'hi', text: 'Hi' });
  expect(await logOf(thread)).toEqual({ first: last, last: last + 1, count: 2 });
});

it.each([
  ['telling it to sockets', 'TENANT', 'company_log_cursors', 'drained_seq'],
  ['search', 'SEARCH', 'index_cursors', 'indexed_seq'],
  ['webhooks', 'TENANT', 'webhook_cursors', 'planned_seq'],
] as const)('keeps of a log what has not been passed by %s', async (_, database, table, column) => {
  const thread = await openThread();
  const { deployment, owner, number } = thread;
  const url = `${testVars.META_GRAPH_URL}/receivers/${number}`;
  await deployment.json(owner, 'POST', '/v1/webhooks', { url, events: ['message.created'] });
  for (const text of ['one', 'two', 'three']) await thread.send(text);
  await deployment.drain();
  await readersPass(thread);
  const reached = 2;
  await env[database]
    .prepare(`UPDATE ${table} SET ${column} = ?2 WHERE company_id = ?1`)
    .bind(owner.companyId, reached)
    .run();
  const before = await logOf(thread);
  await afterDays(thread, 91);
  await forgetLogs(deployment.context());
  expect(await logOf(thread)).toEqual({
    first: reached + 1,
    last: before?.last,
    count: (before?.last ?? 0) - reached,
  });
});

it('leaves no hole in a log where another clock dated a row between old ones later', async () => {
  const thread = await openThread();
  const { deployment, owner } = thread;
  for (const text of ['one', 'two', 'three']) await thread.send(text);
  await deployment.drain();
  await readersPass(thread);
  await afterDays(thread, 91);
  const { first, last } = (await logOf(thread)) ?? { first: 0, last: 0 };
  const young = first + 2;
  await env.TENANT.prepare('UPDATE company_log SET at_ms = ?3 WHERE company_id = ?1 AND seq = ?2')
    .bind(owner.companyId, young, deployment.clock.now)
    .run();
  await forgetLogs(deployment.context());
  expect(await logOf(thread)).toEqual({ first: young, last, count: last - young + 1 });
});

it('forgets the log of the deployment itself, by which nobody goes', async () => {
  const { deployment } = await openOffice();
  const db = deployment.context().tenant(DEPLOYMENT);
  const write = (alert: string) =>
    db.batch([appendToLog(db, deployment.clock.now, [{ entity: 'alert', id: alert }])]);
  for (const alert of ['alt_1', 'alt_2', 'alt_3']) await write(alert);
  deployment.clock.now += 91 * DAY_MS;
  await write('alt_4');
  const { first, last } = (await logOf({ owner: { companyId: DEPLOYMENT } })) ?? {};
  expect(first).toBeLessThan(last ?? 0);
  await forgetLogs(deployment.context());
  expect(await logOf({ owner: { companyId: DEPLOYMENT } })).toEqual({ first: last, last, count: 1 });
});

it('tells whoever asks for changes that are kept no longer, and gives the rest', async () => {
  const thread = await openThread();
  const { deployment } = thread;
  await thread.send('one');
  await deployment.drain();
  await readersPass(thread);
  await afterDays(thread, 91);
  await forgetLogs(deployment.context());
  const { last } = (await logOf(thread)) ?? { last: 0 };
  for (const after of [0, last - 2]) {
    const response = await deployment.call(thread.owner, 'GET', `/v1/events?after=${after}`);
    expect(response.status).toBe(410);
    expect(await response.json<Problem>()).toMatchObject({ code: 'events_forgotten', lastSeq: last });
  }
  for (const [after, seqs] of [
    [last - 1, [last]],
    [last, []],
    [Number.MAX_SAFE_INTEGER, []],
  ] as const) {
    const list = await deployment.json<CompanyEventList>(thread.owner, 'GET', `/v1/events?after=${after}`);
    expect([list.items.map(({ seq }) => seq), list.lastSeq]).toEqual([seqs, last]);
  }
});

it('remembers the key of a request for thirty days, and that of an event while the event lives', async () => {
  const thread = await openThread();
  const { deployment, owner } = thread;
  const { companyId } = owner;
  const { id } = await thread.send('once', { 'idempotency-key': 'k-1' });
  await deployment.drain();
  const insert = (eventId: string) =>
    env.TENANT.prepare(
      `INSERT INTO idempotency_keys (company_id, key, request_hash, conversation_id, message_id, created_at_ms)
       VALUES (?1, ?2, 'hash', ?3, ?4, ?5)`,
    ).bind(companyId, `event evs_A ${eventId}`, thread.conversationId, id, deployment.clock.now);
  await env.TENANT.batch([
    insert('ine_LIVES'),
    insert('ine_GONE'),
    env.TENANT.prepare(
      `INSERT INTO incoming_events (company_id, source_id, id, event_key, state, runs, received_at_ms)
       VALUES (?1, 'evs_A', 'ine_LIVES', 'order-1', 'done', 1, ?2)`,
    ).bind(companyId, deployment.clock.now),
  ]);
  const keys = async () =>
    (
      await tenantRows<{ key: string }>(
        'SELECT key FROM idempotency_keys WHERE company_id = ? ORDER BY key',
        companyId,
      )
    ).map(({ key }) => key);
  await afterDays(thread, 29);
  await forgetOldRows(deployment.context());
  const again = await deployment.json<Message>(
    thread.owner,
    'POST',
    thread.path,
    { type: 'text', text: 'once' },
    { 'idempotency-key': 'k-1' },
  );
  expect([again.id, (await keys()).length]).toEqual([id, 3]);
  await afterDays(thread, 200);
  await forgetOldRows(deployment.context());
  expect(await keys()).toEqual(['event evs_A ine_LIVES']);
});

it('looks through all of a large table in slices, and through it again', async () => {
  const { deployment, owner, channel } = await openOffice();
  const fill = (prefix: string, count: number) =>
    env.TENANT.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
       INSERT INTO pending_updates (company_id, channel_id, external_id, status, at_ms, received_at_ms)
       SELECT ?1, ?2, ?3 || i, 'delivered', ?5, ?5 FROM n`,
    )
      .bind(owner.companyId, channel.id, prefix, count, deployment.clock.now)
      .run();
  const left = async () =>
    (
      await tenantRows<{ count: number }>(
        'SELECT count(*) AS count FROM pending_updates WHERE company_id = ?',
        owner.companyId,
      )
    )[0]?.count;
  await fill('wamid.old', 11_000);
  deployment.clock.now += 91 * DAY_MS;
  await fill('wamid.young', 100);
  for (const rows of [6_100, 1_100, 100]) {
    await forgetOldRows(deployment.context());
    expect(await left()).toBe(rows);
  }
  deployment.clock.now += 91 * DAY_MS;
  await forgetOldRows(deployment.context());
  expect(await left()).toBe(0);
});

it('forgets what is old, and nothing that is young or still needed', async () => {
  const { deployment, owner, channel } = await openOffice();
  const { companyId } = owner;
  const nowMs = deployment.clock.now;
  const rows = (old: boolean) => {
    const id = old ? 'old' : 'young';
    const atMs = nowMs - (old ? 400 : 20) * DAY_MS;
    const day = new Date(atMs).toISOString().slice(0, 10);
    const t = (sql: string, ...values: unknown[]) =>
      env.TENANT.prepare(sql).bind(companyId, id, atMs, ...values);
    const d = (sql: string, ...values: unknown[]) =>
      env.DIRECTORY.prepare(sql).bind(companyId, id, atMs, ...values);
    return {
      tenant: [
        t(
          `INSERT INTO channel_events (company_id, channel_id, id, kind, field, dedupe_key, occurred_at_ms, received_at_ms)
           VALUES (?1, ?4, ?2, 'account', 'f', ?2, ?3, ?3)`,
          channel.id,
        ),
        t(
          `INSERT INTO pending_amendments (company_id, channel_id, external_id, kind, by, at_ms, payload, received_at_ms)
           VALUES (?1, ?4, ?2, 'edit', 'x', ?3, '{}', ?3)`,
          channel.id,
        ),
        t(
          `INSERT INTO replays (company_id, id, channel_id, from_ms, to_ms, state, objects_read, items_read, created_by_id,
                                created_at_ms, finished_at_ms)
           VALUES (?1, ?2, '', 0, 1, 'done', 0, 0, 'usr', ?3, ?3)`,
        ),
        t(
          `INSERT INTO alerts (company_id, id, key, kind, severity, title, detail, count, opened_at_ms, last_at_ms,
                               resolved_at_ms, told_count)
           VALUES (?1, ?2, ?2, 'k', 'info', 't', 'd', 1, ?3, ?3, ?3, 1)`,
        ),
        // Still open, or not told yet, however old.
        t(
          `INSERT INTO alerts (company_id, id, key, kind, severity, title, detail, count, opened_at_ms, last_at_ms, told_count)
           VALUES (?1, ?2 || ' open', ?2 || ' open', 'k', 'info', 't', 'd', 1, ?3, ?3, 1)`,
        ),
      ],
      directory: [
        d(
          `INSERT INTO sessions (id, user_id, company_id, token_hash, rotated_at_ms, created_at_ms, expires_at_ms)
           VALUES (?1 || ?2, 'usr', ?1, 'x', ?3, ?3, ?3)`,
        ),
        d(
          `INSERT INTO sessions (id, user_id, company_id, token_hash, rotated_at_ms, created_at_ms, expires_at_ms, ended_at_ms)
           VALUES (?1 || ?2 || ' ended', 'usr', ?1, 'x', ?3, ?3, ?3 + 4e13, ?3)`,
        ),
        d(
          `INSERT INTO rejected_items (app, id, reason, excerpt, received_at_ms) VALUES (?1, ?2, 'r', '', ?3)`,
        ),
        d(`INSERT INTO rejected_counts (app, day, reason, count) VALUES (?1, ?4, ?2, ?3)`, day),
      ],
    };
  };
  for (const one of [rows(true), rows(false)]) {
    await env.TENANT.batch(one.tenant);
    await env.DIRECTORY.batch(one.directory);
  }
  await forgetOldRows(deployment.context());
  const idsIn = async (table: string, of = 'company_id') =>
    (await tenantRows<{ id: string }>(`SELECT * FROM ${table} WHERE ${of} = ? ORDER BY 2`, companyId)).map(
      (row) => Object.values(row),
    );
  expect(await idsIn('channel_events')).toHaveLength(1);
  expect(await idsIn('pending_amendments')).toHaveLength(1);
  expect((await idsIn('replays')).map(([, id]) => id)).toEqual(['young']);
  expect((await idsIn('alerts')).map(([, id]) => id)).toEqual(['old open', 'young', 'young open']);
  const directory = async (sql: string) =>
    (await directoryRows<{ id: string }>(sql, companyId)).map(({ id }) => id.replace(companyId, ''));
  expect(
    await directory(`SELECT id FROM sessions WHERE company_id = ?1 AND user_id = 'usr' ORDER BY id`),
  ).toEqual(['young', 'young ended']);
  expect(await directory('SELECT id FROM rejected_items WHERE app = ?1')).toEqual(['young']);
  expect(await directory('SELECT reason AS id FROM rejected_counts WHERE app = ?1')).toEqual(['young']);
});
