import { and, asc, desc, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Alert } from '../../contracts/api/alerts.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { Trouble } from './rules.ts';
import { alerts } from './schema.ts';

export type AlertRow = typeof alerts.$inferSelect;

export function alertOf(row: AlertRow): Alert {
  const { companyId: _, key: __, ...alert } = row;
  return alert;
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
     SELECT a.id, a.key, a.severity FROM j CROSS JOIN alerts a
       ON a.company_id = ?1 AND a.key = j.key AND a.resolved_at_ms IS NULL`,
    JSON.stringify(keys),
  );
}

export type RaisedRow = Trouble & { id: string; count: number; atMs: number };

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
       acknowledged_by_id = CASE WHEN excluded.severity = alerts.severity OR alerts.severity = 'critical'
                                   OR excluded.severity = 'info' THEN alerts.acknowledged_by_id END,
       acknowledged_at_ms = CASE WHEN excluded.severity = alerts.severity OR alerts.severity = 'critical'
                                   OR excluded.severity = 'info' THEN alerts.acknowledged_at_ms END`,
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
    `UPDATE alerts SET resolved_at_ms = ?3, resolved_by_id = ?4
     WHERE company_id = ?1 AND id = ?2 AND resolved_at_ms IS NULL
     RETURNING ${columnsOf(alerts, 'alerts')}`,
    input.id,
    input.atMs,
    input.byId,
  );
}
