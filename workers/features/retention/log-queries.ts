import type { SystemDb } from '../../platform/db/system-db.ts';
import type { LogRange } from './rules.ts';

/** Rows at the beginning of one log that are looked at in one go. Ours: a busy company writes as many in an hour. */
const LOOKED_AT = 1_000;

/** Of these companies, those whose log begins before a time. */
export function selectOldBeginnings(
  db: SystemDb,
  companyIds: readonly string[],
  beforeMs: number,
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS company_id FROM json_each(?1))
     SELECT l.company_id AS companyId, l.seq AS firstSeq,
            (SELECT n.seq FROM company_log n WHERE n.company_id = l.company_id AND n.seq >= l.seq
             ORDER BY n.seq DESC LIMIT 1) AS lastSeq,
            coalesce(
              (SELECT n.seq FROM company_log n
               WHERE n.company_id = l.company_id AND n.seq > l.seq AND n.seq < l.seq + ${LOOKED_AT} AND n.at_ms >= ?2
               ORDER BY n.seq LIMIT 1),
              l.seq + ${LOOKED_AT}) AS keptFromSeq,
            min(
              coalesce((SELECT c.drained_seq FROM company_log_cursors c WHERE c.company_id = l.company_id), 0),
              iif(EXISTS (SELECT 1 FROM webhooks w
                          WHERE w.company_id = l.company_id AND w.id > '' AND w.is_enabled = 1),
                  coalesce((SELECT p.planned_seq FROM webhook_cursors p WHERE p.company_id = l.company_id), 0),
                  l.seq + ${LOOKED_AT})) AS passedSeq
     FROM j CROSS JOIN company_log l ON l.company_id = j.company_id AND l.seq = (
       SELECT n.seq FROM company_log n WHERE n.company_id = j.company_id AND n.seq > 0 ORDER BY n.seq LIMIT 1)
     WHERE l.at_ms < ?2`,
    JSON.stringify(companyIds),
    beforeMs,
  );
}

export function deleteFromLogs(db: SystemDb, ranges: readonly LogRange[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'companyId' AS company_id, value ->> 'firstSeq' AS first_seq, value ->> 'upToSeq' AS up_to_seq
       FROM json_each(?1))
     DELETE FROM company_log WHERE (company_id, seq) IN (
       SELECT l.company_id, l.seq FROM j CROSS JOIN company_log l
         ON l.company_id = j.company_id AND l.seq >= j.first_seq AND l.seq <= j.up_to_seq)`,
    JSON.stringify(ranges),
  );
}
