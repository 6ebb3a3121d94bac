import { and, asc, desc, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Alert } from '../../contracts/api/alerts.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { aboutIn, type Trouble } from './rules.ts';
import { alerts } from './schema.ts';

export type AlertRow = typeof alerts.$inferSelect;

export function alertOf(row: AlertRow): Alert {
  const { companyId: _, key, newsCount: __, toldCount: ___, toldSeverity: ____, ...alert } = row;
  return { ...alert, about: aboutIn(alert.kind, key) };
}

export async function findAlert(db: TenantDb, id: string): Promise<AlertRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(alerts)
      .where(and(db.owns(alerts), eq(alerts.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

/** The open ones in the order of their keys. */
export function listOpenRows(db: TenantDb, limit: number): Promise<AlertRow[]> {
  return runQuery(
    db.orm
      .select()
      .from(alerts)
      .where(and(db.owns(alerts), gt(alerts.key, ''), isNull(alerts.resolvedAtMs)))
      .orderBy(asc(alerts.key))
      .limit(limit),
  );
}

/** Open and resolved ones, the newest first. */
export function listRowsBefore(db: TenantDb, beforeId: string, limit: number): Promise<AlertRow[]> {
  return runQuery(
    db.orm
      .select()
      .from(alerts)
      .where(and(db.owns(alerts), lt(alerts.id, beforeId)))
      .orderBy(desc(alerts.id))
      .limit(limit),
  );
}

/** The open alerts of these keys. */
export function selectOpen(db: TenantDb, keys: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT DISTINCT value AS key FROM json_each(?2))
     SELECT a.id, a.key, a.severity, a.opened_at_ms AS openedAtMs, a.last_at_ms AS lastAtMs FROM j CROSS JOIN alerts a
       ON a.company_id = ?1 AND a.key = j.key AND a.resolved_at_ms IS NULL`,
    JSON.stringify(keys),
  );
}

export type RaisedRow = Trouble & { id: string; count: number; atMs: number };

/** Whether a trouble that comes again is no worse than its alert. */
const IS_AS_BAD = `(excluded.severity = alerts.severity OR alerts.severity = 'critical' OR excluded.severity = 'info')`;

/**
 * Opens each trouble, or counts up the alert that stands open for it. One that has become worse is news again to
 * whoever acknowledged it.
 */
export function upsertAlerts(db: TenantDb, rows: readonly RaisedRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO alerts (company_id, id, key, kind, severity, channel_id, title, detail, count, opened_at_ms, last_at_ms)
     SELECT ?1, value ->> 'id', value ->> 'key', value ->> 'kind', value ->> 'severity', value ->> 'channelId',
            value ->> 'title', value ->> 'detail', value ->> 'count', value ->> 'atMs', value ->> 'atMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, key) WHERE resolved_at_ms IS NULL DO UPDATE SET
       count = alerts.count + excluded.count, last_at_ms = max(alerts.last_at_ms, excluded.last_at_ms),
       title = excluded.title, detail = excluded.detail, severity = excluded.severity,
       news_count = alerts.news_count + iif(${IS_AS_BAD}, 0, 1),
       acknowledged_by_id = iif(${IS_AS_BAD}, alerts.acknowledged_by_id, NULL),
       acknowledged_at_ms = iif(${IS_AS_BAD}, alerts.acknowledged_at_ms, NULL)`,
    JSON.stringify(rows),
  );
}

export function acknowledgeRow(
  db: TenantDb,
  input: { id: string; atMs: number; byId: string },
): D1PreparedStatement {
  return db.statement(
    `UPDATE alerts SET acknowledged_at_ms = ?3, acknowledged_by_id = ?4
     WHERE company_id = ?1 AND id = ?2 AND acknowledged_at_ms IS NULL AND resolved_at_ms IS NULL
     RETURNING ${columnsOf(alerts, 'alerts')}`,
    input.id,
    input.atMs,
    input.byId,
  );
}

/** `byId` null: it resolved itself. */
export function resolveRow(
  db: TenantDb,
  input: { id: string; atMs: number; byId: string | null },
): D1PreparedStatement {
  return db.statement(
    `UPDATE alerts SET resolved_at_ms = ?3, resolved_by_id = ?4, news_count = news_count + 1
     WHERE company_id = ?1 AND id = ?2 AND resolved_at_ms IS NULL
     RETURNING ${columnsOf(alerts, 'alerts')}`,
    input.id,
    input.atMs,
    input.byId,
  );
}

export function insertMute(db: TenantDb, key: string, sinceMs: number): D1PreparedStatement {
  return db.statement(
    `INSERT INTO alert_mutes (company_id, key, since_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING`,
    key,
    sinceMs,
  );
}

export function deleteMutes(db: TenantDb, keys: readonly string[]): D1PreparedStatement {
  return db.statement(
    `DELETE FROM alert_mutes WHERE company_id = ?1 AND key IN (SELECT value FROM json_each(?2))`,
    JSON.stringify(keys),
  );
}

/** When it was last told that these troubles are over. */
export function rememberEnds(
  db: TenantDb,
  ends: readonly { key: string; atMs: number }[],
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO trouble_ends (company_id, key, at_ms)
     SELECT ?1, value ->> 'key', value ->> 'atMs' FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, key) DO UPDATE SET at_ms = excluded.at_ms WHERE excluded.at_ms > trouble_ends.at_ms`,
    JSON.stringify(ends),
  );
}

export function selectEnds(db: TenantDb, keys: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT e.key, e.at_ms AS atMs FROM json_each(?2) j
     CROSS JOIN trouble_ends e ON e.company_id = ?1 AND e.key = j.value`,
    JSON.stringify(keys),
  );
}

/** Which of these troubles a person has called over while they last. */
export function selectMuted(db: TenantDb, keys: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT m.key FROM json_each(?2) j CROSS JOIN alert_mutes m ON m.company_id = ?1 AND m.key = j.value`,
    JSON.stringify(keys),
  );
}

/** Alerts with news that people have not been told, the oldest first. */
export function selectUntold(db: TenantDb, limit: number): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(alerts, 'a')} FROM alerts a INDEXED BY alerts_untold
     WHERE a.company_id = ?1 AND a.id > '' AND a.told_count < a.news_count ORDER BY a.id LIMIT ?2`,
    limit,
  );
}

/** People have been told of these as they were when they were read. Touches only those that nobody told of since. */
export function markTold(
  db: TenantDb,
  rows: readonly { id: string; newsCount: number; toldSeverity: AlertRow['toldSeverity'] }[],
): D1PreparedStatement {
  const of = (field: string) =>
    `(SELECT value ->> '${field}' FROM json_each(?2) WHERE value ->> 'id' = alerts.id)`;
  return db.statement(
    `UPDATE alerts SET told_count = ${of('newsCount')}, told_severity = ${of('toldSeverity')}
     WHERE company_id = ?1 AND id IN (SELECT value ->> 'id' FROM json_each(?2)) AND told_count < ${of('newsCount')}`,
    JSON.stringify(rows),
  );
}
