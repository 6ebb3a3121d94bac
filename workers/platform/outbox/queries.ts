import type { Change, CompanyEvent } from '../../contracts/api/events.ts';
import type { TenantDb } from '../db/tenant-db.ts';

/**
 * The last statement of every tenant batch: what it changed, under the company's next number. Gives `seq`, and whether a
 * system of the company's own follows the log, so that nobody has to ask after the commit.
 */
export function appendToLog(db: TenantDb, atMs: number, changes: readonly Change[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO company_log (company_id, seq, at_ms, changes)
     SELECT ?1, coalesce((SELECT max(seq) FROM company_log WHERE company_id = ?1), 0) + 1, ?2, ?3
     RETURNING seq, EXISTS (SELECT 1 FROM webhooks WHERE company_id = ?1 AND is_enabled = 1) AS isFollowed`,
    atMs,
    JSON.stringify(changes),
  );
}

/** What `appendToLog` gave, from its result, in the words of what is published. */
export function logged(result: D1Result | undefined): { seq: number; isFollowed: boolean } {
  const row = result?.results[0] as { isFollowed: 0 | 1 } | undefined;
  return { seq: loggedSeq(result), isFollowed: row?.isFollowed === 1 };
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

/** Where what is kept of the log begins. */
export function selectFirstSeq(db: TenantDb): D1PreparedStatement {
  return db.statement(`SELECT seq FROM company_log WHERE company_id = ?1 AND seq > 0 ORDER BY seq LIMIT 1`);
}

export function selectLastSeq(db: TenantDb): D1PreparedStatement {
  return db.statement(`SELECT max(seq) AS seq FROM company_log WHERE company_id = ?1`);
}

export function selectDrainedSeq(db: TenantDb): D1PreparedStatement {
  return db.statement(`SELECT drained_seq AS seq FROM company_log_cursors WHERE company_id = ?1`);
}

/** Rows of the log that are looked through for one message. Ours: minutes of a busy company. */
const LOOKED_THROUGH = 2_000;
/** How far isolates' clocks may differ, in milliseconds. Ours. */
const CLOCK_SKEW_MS = 10_000;

/**
 * In which conversation a message was written, from what the log says of it: the first of `LOOKED_THROUGH` rows since it
 * was made that names it. Finds its place in the log by halving, because the log has no index by time.
 */
export function selectLoggedConversation(
  db: TenantDb,
  messageId: string,
  madeAtMs: number,
): D1PreparedStatement {
  const isBefore = `(SELECT at_ms FROM company_log WHERE company_id = ?1 AND seq >= (lo + hi) / 2 ORDER BY seq LIMIT 1) < ?3`;
  return db.statement(
    `WITH RECURSIVE halves (lo, hi) AS (
       SELECT (SELECT min(seq) FROM company_log WHERE company_id = ?1),
              (SELECT max(seq) FROM company_log WHERE company_id = ?1)
       UNION ALL
       SELECT iif(${isBefore}, (lo + hi) / 2 + 1, lo), iif(${isBefore}, hi, (lo + hi) / 2) FROM halves WHERE lo < hi)
     SELECT c.value ->> 'conversationId' AS id
     FROM (SELECT max(lo) AS first FROM halves)
     CROSS JOIN company_log l ON l.company_id = ?1 AND l.seq >= first AND l.seq < first + ${LOOKED_THROUGH}
     CROSS JOIN json_each(l.changes) c
     WHERE instr(l.changes, ?2) > 0 AND c.value ->> 'entity' IN ('message', 'amendment') AND c.value ->> 'id' = ?2 LIMIT 1`,
    messageId,
    madeAtMs - CLOCK_SKEW_MS,
  );
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

/** What the readers above give, in their own words. */
export function seqOf(result: D1Result | undefined): number {
  const row = result?.results[0] as { seq: number | null } | undefined;
  return row?.seq ?? 0;
}

export function eventsOf(result: D1Result | undefined): CompanyEvent[] {
  const rows = (result?.results ?? []) as { seq: number; atMs: number; changes: string }[];
  return rows.map((row) => ({ seq: row.seq, atMs: row.atMs, changes: JSON.parse(row.changes) as Change[] }));
}
