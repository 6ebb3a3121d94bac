import { and, asc, desc, eq, lt } from 'drizzle-orm';
import type { Channel } from '../../contracts/api/channels.ts';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { channelRoutes } from './schema.directory.ts';
import { channelEvents, channels } from './schema.ts';

export type ChannelRow = typeof channels.$inferSelect;
export type ChannelEventRow = typeof channelEvents.$inferSelect;
export type ChannelRoute = typeof channelRoutes.$inferSelect;

export function channelOf(row: ChannelRow): Channel {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    phoneNumberId: row.phoneNumberId,
    wabaId: row.wabaId,
    displayPhoneNumber: row.displayPhoneNumber,
    app: row.app,
    appId: row.appId,
    disconnectedAtMs: row.disconnectedAtMs,
    createdAtMs: row.createdAtMs,
  };
}

export async function findChannel(db: TenantDb, id: string): Promise<ChannelRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(channels)
      .where(and(db.owns(channels), eq(channels.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

export function listChannelRows(db: TenantDb): Promise<ChannelRow[]> {
  return runQuery(db.orm.select().from(channels).where(db.owns(channels)).orderBy(asc(channels.id)));
}

/** All of them, disconnected ones too. */
export async function listChannelIds(db: TenantDb): Promise<string[]> {
  return (await listChannelRows(db)).map(({ id }) => id);
}

/** A channel of this number that was disconnected: a company has few channels. */
export async function findDisconnected(db: TenantDb, phoneNumberId: string): Promise<ChannelRow | null> {
  const rows = await listChannelRows(db);
  return rows.find((row) => row.phoneNumberId === phoneNumberId && row.disconnectedAtMs !== null) ?? null;
}

/** A new channel, or one that comes back. */
export function upsertChannel(db: TenantDb, row: ChannelRow): UnsentQuery {
  const { companyId: _, id: __, ...values } = row;
  return db.orm
    .insert(channels)
    .values(row)
    .onConflictDoUpdate({ target: [channels.companyId, channels.id], set: values });
}

/** What a person changes of a channel; absent: it stays as it is by now. */
export type ChannelEdit = Partial<Pick<ChannelRow, 'name' | 'appId' | 'accessTokenSealed'>>;

/** Writes nothing else, and refuses itself (NOT NULL) when the channel was disconnected meanwhile. */
export function editChannel(db: TenantDb, id: string, edit: ChannelEdit): D1PreparedStatement {
  return db.statement(
    `UPDATE channels SET name = CASE WHEN disconnected_at_ms IS NULL THEN coalesce(?3, name) END,
       app_id = iif(?4, ?5, app_id), access_token_sealed = coalesce(?6, access_token_sealed)
     WHERE company_id = ?1 AND id = ?2`,
    id,
    edit.name ?? null,
    edit.appId === undefined ? 0 : 1,
    edit.appId ?? null,
    edit.accessTokenSealed ?? null,
  );
}

/** The token goes too: whoever connects again brings one. */
export function markDisconnected(db: TenantDb, id: string, atMs: number): D1PreparedStatement {
  return db.statement(
    `UPDATE channels SET disconnected_at_ms = ?3, access_token_sealed = ''
     WHERE company_id = ?1 AND id = ?2 AND disconnected_at_ms IS NULL`,
    id,
    atMs,
  );
}

/** Routes a number to a channel, or says anew how it is routed there; no row where it is routed elsewhere. */
export function putRoute(db: DirectoryDb, row: ChannelRoute): D1PreparedStatement {
  return db.statement(
    `INSERT INTO channel_routes (phone_number_id, waba_id, app, company_id, channel_id) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (phone_number_id) DO UPDATE SET waba_id = excluded.waba_id, app = excluded.app
     WHERE company_id = excluded.company_id AND channel_id = excluded.channel_id
     RETURNING channel_id`,
    row.phoneNumberId,
    row.wabaId,
    row.app,
    row.companyId,
    row.channelId,
  );
}

/** Only this channel's own: the number may be routed to another by now. */
export function deleteRoute(db: DirectoryDb, phoneNumberId: string, channelId: string): UnsentQuery {
  return db.orm
    .delete(channelRoutes)
    .where(and(eq(channelRoutes.phoneNumberId, phoneNumberId), eq(channelRoutes.channelId, channelId)));
}

export async function findRoute(db: DirectoryDb, phoneNumberId: string): Promise<ChannelRoute | null> {
  const rows = await runQuery(
    db.orm.select().from(channelRoutes).where(eq(channelRoutes.phoneNumberId, phoneNumberId)).limit(1),
  );
  return rows[0] ?? null;
}

/** Which of these numbers are connected, whoever's they are. */
export async function listRoutes(
  db: DirectoryDb,
  phoneNumberIds: readonly string[],
): Promise<Pick<ChannelRoute, 'phoneNumberId'>[]> {
  const [found] = await db.batch([selectRoutes(db, phoneNumberIds, [])]);
  return rowsOf<ChannelRoute>(found);
}

/** Numbers of an account that are connected, whoever's they are. */
export async function countRoutesOfAccount(db: DirectoryDb, wabaId: string): Promise<number> {
  const rows = await runQuery(
    db.orm
      .select({ phoneNumberId: channelRoutes.phoneNumberId })
      .from(channelRoutes)
      .where(eq(channelRoutes.wabaId, wabaId)),
  );
  return rows.length;
}

/** The routes of these numbers, and of all numbers of these accounts, in one read; some may come twice. */
export function selectRoutes(
  db: DirectoryDb,
  phoneNumberIds: readonly string[],
  wabaIds: readonly string[],
): D1PreparedStatement {
  return db.statement(
    `SELECT r.phone_number_id AS phoneNumberId, r.waba_id AS wabaId, r.app, r.company_id AS companyId,
            r.channel_id AS channelId
     FROM json_each(?1) j CROSS JOIN channel_routes r ON r.phone_number_id = j.value
     UNION ALL
     SELECT r.phone_number_id, r.waba_id, r.app, r.company_id, r.channel_id
     FROM json_each(?2) j CROSS JOIN channel_routes r ON r.waba_id = j.value`,
    JSON.stringify(phoneNumberIds),
    JSON.stringify(wabaIds),
  );
}

type StoredEvent = Omit<ChannelEventRow, 'companyId'>;

const INSERT_EVENTS = `
  INSERT INTO channel_events (company_id, channel_id, id, kind, field, name, external_id, dedupe_key, payload,
                              occurred_at_ms, received_at_ms)
  SELECT ?1, value ->> 'channelId', value ->> 'id', value ->> 'kind', value ->> 'field', value ->> 'name',
         value ->> 'externalId', value ->> 'dedupeKey', value ->> 'payload', value ->> 'occurredAtMs',
         value ->> 'receivedAtMs'
  FROM json_each(?2) WHERE true`;

/** A second delivery of the same thing changes nothing. */
export function insertChannelEvents(db: TenantDb, rows: readonly StoredEvent[]): D1PreparedStatement {
  return db.statement(`${INSERT_EVENTS} ON CONFLICT DO NOTHING`, JSON.stringify(rows));
}

/** Plain: an event that somebody else has just stored fails the batch, and what the batch made of it with it. */
export function insertNewEvents(db: TenantDb, rows: readonly StoredEvent[]): D1PreparedStatement {
  return db.statement(INSERT_EVENTS, JSON.stringify(rows));
}

/** Which of these are stored. */
export function selectKnownEvents(
  db: TenantDb,
  keys: readonly { channelId: string; dedupeKey: string }[],
): D1PreparedStatement {
  return db.statement(
    `SELECT e.channel_id AS channelId, e.dedupe_key AS dedupeKey
     FROM json_each(?2) j CROSS JOIN channel_events e
       ON e.company_id = ?1 AND e.channel_id = j.value ->> 'channelId' AND e.dedupe_key = j.value ->> 'dedupeKey'`,
    JSON.stringify(keys),
  );
}

/** The newest `limit` events before `cursor`; a filter by kind looks at these and no more. */
export function listChannelEventRows(
  db: TenantDb,
  channelId: string,
  before: string,
  limit: number,
): Promise<ChannelEventRow[]> {
  return runQuery(
    db.orm
      .select()
      .from(channelEvents)
      .where(
        and(db.owns(channelEvents), eq(channelEvents.channelId, channelId), lt(channelEvents.id, before)),
      )
      .orderBy(desc(channelEvents.id))
      .limit(limit),
  );
}

export function countRejection(
  db: DirectoryDb,
  rows: readonly { app: string; day: string; reason: string; count: number }[],
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO rejected_counts (app, day, reason, count)
     SELECT value ->> 'app', value ->> 'day', value ->> 'reason', value ->> 'count' FROM json_each(?1) WHERE true
     ON CONFLICT (app, day, reason) DO UPDATE SET count = rejected_counts.count + excluded.count`,
    JSON.stringify(rows),
  );
}

export interface RejectedItemRow {
  app: string;
  id: string;
  reason: string;
  phoneNumberId: string | null;
  excerpt: string;
  archiveKey: string | null;
  receivedAtMs: number;
}

export function insertRejectedItems(db: DirectoryDb, rows: readonly RejectedItemRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO rejected_items (app, id, reason, phone_number_id, excerpt, archive_key, received_at_ms)
     SELECT value ->> 'app', value ->> 'id', value ->> 'reason', value ->> 'phoneNumberId', value ->> 'excerpt',
            value ->> 'archiveKey', value ->> 'receivedAtMs'
     FROM json_each(?1)`,
    JSON.stringify(rows),
  );
}
