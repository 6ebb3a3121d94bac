import type { SystemDb } from '../../platform/db/system-db.ts';

/** Of these companies, those that listen. */
export function selectListening(db: SystemDb, companyIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS company_id FROM json_each(?1))
     SELECT j.company_id AS companyId FROM j
     WHERE EXISTS (SELECT 1 FROM webhooks w WHERE w.company_id = j.company_id AND w.id > '' AND w.is_enabled = 1)`,
    JSON.stringify(companyIds),
  );
}

/** A webhook for which there is something to do. */
export interface NeglectedWebhook {
  companyId: string;
  webhookId: string;
  /** Deliveries are due, and may be sent. */
  isDue: 0 | 1;
  /** Its log has deliveries that are kept no longer. */
  isOld: 0 | 1;
}

/** Of these companies' webhooks those with deliveries that are due by a time, or whose ids lie before one. */
export function selectNeglected(
  db: SystemDb,
  companyIds: readonly string[],
  { dueAtMs, beforeId }: { dueAtMs: number; beforeId: string },
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS company_id FROM json_each(?1)),
     done AS MATERIALIZED (
       SELECT w.company_id AS companyId, w.id AS webhookId,
              w.is_enabled AND EXISTS (
                SELECT 1 FROM webhook_deliveries d WHERE d.company_id = w.company_id AND d.webhook_id = w.id
                  AND d.state IN ('pending', 'sending') AND d.due_at_ms <= ?2) AS isDue,
              EXISTS (
                SELECT 1 FROM webhook_deliveries d
                WHERE d.company_id = w.company_id AND d.webhook_id = w.id AND d.id < ?3) AS isOld
       FROM j CROSS JOIN webhooks w ON w.company_id = j.company_id AND w.id > '')
     SELECT companyId, webhookId, isDue, isOld FROM done WHERE isDue OR isOld`,
    JSON.stringify(companyIds),
    dueAtMs,
    beforeId,
  );
}

/** How far the logs of these companies have been turned into deliveries; of those that never listened there is no row. */
export function selectPlannedSeqs(db: SystemDb, companyIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS company_id FROM json_each(?1))
     SELECT c.company_id AS companyId, c.planned_seq AS seq
     FROM j CROSS JOIN webhook_cursors c ON c.company_id = j.company_id`,
    JSON.stringify(companyIds),
  );
}
