import type { Change, CompanyEvent } from '../../contracts/api/events.ts';
import type { TenantDb } from '../db/tenant-db.ts';

/** The last statement of every tenant batch: what it changed, under the company's next number. Gives `seq`. */
export function appendToLog(db: TenantDb, atMs: number, changes: readonly Change[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO company_log (company_id, seq, at_ms, changes)
     SELECT ?1, coalesce((SELECT max(seq) FROM company_log WHERE company_id = ?1), 0) + 1, ?2, ?3
     RETURNING seq`,
    atMs,
    JSON.stringify(changes),
  );
}

/** The `seq` that `appendToLog` gave, from its result. */
export function loggedSeq(result: D1Result | undefined): number {
  const row = result?.results[0] as { seq: number } | undefined;
  if (row === undefined) throw new TypeError('the log row was not returned');
  return row.seq;
}

export function selectLogAfter(db: TenantDb, afterSeq: number, limit: number): D1PreparedStatement {
  return db.statement(
    `SELECT seq, at_ms AS atMs, changes FROM company_log
     WHERE company_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3`,
    afterSeq,
    limit,
  );
}

export function selectLastSeq(db: TenantDb): D1PreparedStatement {
  return db.statement(`SELECT max(seq) AS seq FROM company_log WHERE company_id = ?1`);
}

export function selectDrainedSeq(db: TenantDb): D1PreparedStatement {
  return db.statement(`SELECT drained_seq AS seq FROM company_log_cursors WHERE company_id = ?1`);
}

/** The cursor only moves forward. */
export function moveDrainedSeq(db: TenantDb, seq: number): D1PreparedStatement {
  return db.statement(
    `INSERT INTO company_log_cursors (company_id, drained_seq) VALUES (?1, ?2)
     ON CONFLICT (company_id) DO UPDATE SET drained_seq = excluded.drained_seq
     WHERE excluded.drained_seq > company_log_cursors.drained_seq`,
    seq,
  );
}

/** What the three readers above give, in their own words. */
export function seqOf(result: D1Result | undefined): number {
  const row = result?.results[0] as { seq: number | null } | undefined;
  return row?.seq ?? 0;
}

export function eventsOf(result: D1Result | undefined): CompanyEvent[] {
  const rows = (result?.results ?? []) as { seq: number; atMs: number; changes: string }[];
  return rows.map((row) => ({ seq: row.seq, atMs: row.atMs, changes: JSON.parse(row.changes) as Change[] }));
}
