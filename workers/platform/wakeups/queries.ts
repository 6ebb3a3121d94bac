import type { DirectoryDb } from '../db/directory-db.ts';

export const WAKEUP_KINDS = [
  'channel.replay',
  'channel.sync_phone_app',
  'message.send',
  'conversation.unsnooze',
  'media.fetch',
  'upload.expire',
] as const;
export type WakeupKind = (typeof WAKEUP_KINDS)[number];

export interface Wakeup {
  dueAtMs: number;
  companyId: string;
  kind: WakeupKind;
  /** Which row to look at; the kind's own spelling. */
  ref: string;
}

export function insertWakeups(db: DirectoryDb, wakeups: readonly Wakeup[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO wakeups (due_at_ms, company_id, kind, ref)
     SELECT value ->> 'dueAtMs', value ->> 'companyId', value ->> 'kind', value ->> 'ref' FROM json_each(?1)
     WHERE true ON CONFLICT DO NOTHING`,
    JSON.stringify(wakeups),
  );
}

export function deleteWakeups(db: DirectoryDb, wakeups: readonly Wakeup[]): D1PreparedStatement {
  return db.statement(
    `WITH done AS MATERIALIZED (
       SELECT value ->> 'dueAtMs' AS due_at_ms, value ->> 'companyId' AS company_id, value ->> 'kind' AS kind,
              value ->> 'ref' AS ref
       FROM json_each(?1))
     DELETE FROM wakeups WHERE (due_at_ms, company_id, kind, ref) IN (SELECT * FROM done)`,
    JSON.stringify(wakeups),
  );
}

/** How many of a kind are due before a time, among so many that are the longest overdue. */
export function countWakeupsBefore(
  db: DirectoryDb,
  kind: WakeupKind,
  beforeMs: number,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT count(*) AS count FROM (SELECT kind FROM wakeups WHERE due_at_ms < ?1 ORDER BY due_at_ms LIMIT ?3)
     WHERE kind = ?2`,
    beforeMs,
    kind,
    limit,
  );
}

/** Those that are due, the longest overdue first. */
export function selectDueWakeups(db: DirectoryDb, nowMs: number, limit: number): D1PreparedStatement {
  return db.statement(
    `SELECT due_at_ms AS dueAtMs, company_id AS companyId, kind, ref FROM wakeups
     WHERE due_at_ms <= ?1 ORDER BY due_at_ms, company_id, kind, ref LIMIT ?2`,
    nowMs,
    limit,
  );
}
