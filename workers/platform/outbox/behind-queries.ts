import type { SystemDb } from '../db/system-db.ts';

/** How far a reader has come in a company's log. */
export interface LogCursor {
  companyId: string;
  seq: number;
}

/** The first row of a company's log beyond a reader. */
export interface BehindRow extends LogCursor {
  atMs: number;
}

/** Of these companies, those whose log goes on beyond the cursor. */
export function selectBehind(db: SystemDb, cursors: readonly LogCursor[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'companyId' AS company_id, value ->> 'seq' AS seq FROM json_each(?1))
     SELECT l.company_id AS companyId, l.seq, l.at_ms AS atMs
     FROM j CROSS JOIN company_log l ON l.company_id = j.company_id AND l.seq = (
       SELECT n.seq FROM company_log n WHERE n.company_id = j.company_id AND n.seq > j.seq ORDER BY n.seq LIMIT 1)`,
    JSON.stringify(cursors),
  );
}

/** Up to where the logs of these companies have certainly been told; those of which nothing was have no row. */
export function selectDrainedSeqs(db: SystemDb, companyIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS company_id FROM json_each(?1))
     SELECT c.company_id AS companyId, c.drained_seq AS seq
     FROM j CROSS JOIN company_log_cursors c ON c.company_id = j.company_id`,
    JSON.stringify(companyIds),
  );
}
