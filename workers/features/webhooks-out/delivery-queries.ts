import type { DeliveryAttempt } from '../../contracts/api/webhooks.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { webhookDeliveries } from './schema.ts';

export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect;

const DELIVERY = columnsOf(webhookDeliveries, 'd');
const WRITTEN = columnsOf(webhookDeliveries, 'webhook_deliveries');

export type NewDelivery = Pick<WebhookDeliveryRow, 'webhookId' | 'id' | 'eventType' | 'messageId' | 'body'>;

/** One that is there already stays as it is. */
export function insertDeliveries(
  db: TenantDb,
  rows: readonly NewDelivery[],
  nowMs: number,
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO webhook_deliveries (company_id, webhook_id, id, event_type, message_id, body, state, tries, due_at_ms,
                                     attempts, created_at_ms)
     SELECT ?1, value ->> 'webhookId', value ->> 'id', value ->> 'eventType', value ->> 'messageId', value ->> 'body',
            'pending', 0, ?3, '[]', ?3
     FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
    JSON.stringify(rows),
    nowMs,
  );
}

/**
 * Takes the deliveries of one webhook that are due, the longest due first: nobody else takes them before the lease ends.
 * Stands right after `takeTurn`, and takes none where that took no turn; of an address that fails `probes` at most.
 * What was being sent when its lease ended is sent again under the same id: the receiver may have had it, and knows by
 * the id.
 */
export function claimDue(
  db: TenantDb,
  webhookId: string,
  nowMs: number,
  leaseUntilMs: number,
  limit: number,
  probes: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhook_deliveries SET state = 'sending', tries = tries + 1, due_at_ms = ?4
     WHERE company_id = ?1 AND webhook_id = ?2 AND id IN (
       SELECT id FROM webhook_deliveries
       WHERE changes() = 1 AND company_id = ?1 AND webhook_id = ?2 AND state IN ('pending', 'sending')
         AND due_at_ms <= ?3
       ORDER BY due_at_ms
       LIMIT iif((SELECT failing_since_ms FROM webhooks WHERE company_id = ?1 AND id = ?2) IS NULL, ?5, ?6))
     RETURNING ${WRITTEN}`,
    webhookId,
    nowMs,
    leaseUntilMs,
    limit,
    probes,
  );
}

/**
 * The address is back: what waits for its next try is due at once, but what has just been tried. A try that its schedule
 * did not ask for does not count, and each gets a few of them at most.
 */
export function wakeWaiting(
  db: TenantDb,
  webhookId: string,
  nowMs: number,
  triedIds: readonly string[],
  most: { woken: number; extraTries: number },
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhook_deliveries SET due_at_ms = ?3, tries = tries - 1
     WHERE company_id = ?1 AND webhook_id = ?2 AND id IN (
       SELECT id FROM webhook_deliveries
       WHERE company_id = ?1 AND webhook_id = ?2 AND state IN ('pending', 'sending') AND state = 'pending'
         AND due_at_ms > ?3 AND tries > 0 AND json_array_length(attempts) - tries < ?5
         AND id NOT IN (SELECT value FROM json_each(?4))
       ORDER BY due_at_ms LIMIT ?6)`,
    webhookId,
    nowMs,
    JSON.stringify(triedIds),
    most.extraTries,
    most.woken,
  );
}

export interface DeliveryOutcome {
  id: string;
  /** The lease under which it was sent: an answer that comes after it was taken again says nothing. */
  leaseUntilMs: number;
  state: WebhookDeliveryRow['state'];
  dueAtMs: number;
  attempts: readonly DeliveryAttempt[];
  finishedAtMs: number | null;
}

export function storeOutcomes(
  db: TenantDb,
  webhookId: string,
  outcomes: readonly DeliveryOutcome[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'id' AS id, value ->> 'leaseUntilMs' AS lease_until_ms, value ->> 'state' AS state,
              value ->> 'dueAtMs' AS due_at_ms, value ->> 'attempts' AS attempts, value ->> 'finishedAtMs' AS finished_at_ms
       FROM json_each(?3))
     UPDATE webhook_deliveries SET (state, due_at_ms, attempts, finished_at_ms) =
       (SELECT state, due_at_ms, attempts, finished_at_ms FROM j WHERE j.id = webhook_deliveries.id)
     WHERE company_id = ?1 AND webhook_id = ?2 AND id IN (SELECT id FROM j) AND state = 'sending'
       AND due_at_ms = (SELECT lease_until_ms FROM j WHERE j.id = webhook_deliveries.id)`,
    webhookId,
    JSON.stringify(outcomes),
  );
}

/** When the next of a webhook's deliveries is due. */
export function selectNextDue(db: TenantDb, webhookId: string): D1PreparedStatement {
  return db.statement(
    `SELECT min(due_at_ms) AS dueAtMs FROM webhook_deliveries
     WHERE company_id = ?1 AND webhook_id = ?2 AND state IN ('pending', 'sending')`,
    webhookId,
  );
}

/** How many of a webhook's deliveries are due before a time. */
export function countDueBefore(
  db: TenantDb,
  webhookId: string,
  beforeMs: number,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT count(*) AS count FROM (
       SELECT due_at_ms FROM webhook_deliveries
       WHERE company_id = ?1 AND webhook_id = ?2 AND state IN ('pending', 'sending') AND due_at_ms < ?3 LIMIT ?4)`,
    webhookId,
    beforeMs,
    limit,
  );
}

/** The newest `limit` before an id. */
export function selectDeliveries(
  db: TenantDb,
  webhookId: string,
  beforeId: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${DELIVERY} FROM webhook_deliveries d
     WHERE d.company_id = ?1 AND d.webhook_id = ?2 AND d.id < ?3 ORDER BY d.id DESC LIMIT ?4`,
    webhookId,
    beforeId,
    limit,
  );
}

/** The newest `limit` failed ones before an id. */
export function selectFailedDeliveries(
  db: TenantDb,
  webhookId: string,
  beforeId: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${DELIVERY} FROM webhook_deliveries d
     WHERE d.company_id = ?1 AND d.webhook_id = ?2 AND d.state = 'failed' AND d.id < ?3 ORDER BY d.id DESC LIMIT ?4`,
    webhookId,
    beforeId,
    limit,
  );
}

/** Those that are not over, by when their turn is: the first `limit` behind one. */
export function selectUnfinishedDeliveries(
  db: TenantDb,
  webhookId: string,
  state: 'pending' | 'sending',
  after: { dueAtMs: number; id: string },
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${DELIVERY} FROM webhook_deliveries d
     WHERE d.company_id = ?1 AND d.webhook_id = ?2 AND d.state IN ('pending', 'sending') AND d.state = ?3
       AND (d.due_at_ms, d.id) > (?4, ?5)
     ORDER BY d.due_at_ms, d.id LIMIT ?6`,
    webhookId,
    state,
    after.dueAtMs,
    after.id,
    limit,
  );
}

export function selectDelivery(db: TenantDb, webhookId: string, id: string): D1PreparedStatement {
  return db.statement(
    `SELECT ${DELIVERY} FROM webhook_deliveries d WHERE d.company_id = ?1 AND d.webhook_id = ?2 AND d.id = ?3`,
    webhookId,
    id,
  );
}

/** Puts one delivery back, whatever became of it. */
export function putBackDelivery(
  db: TenantDb,
  webhookId: string,
  id: string,
  nowMs: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhook_deliveries SET state = 'pending', tries = 0, due_at_ms = ?4, finished_at_ms = NULL
     WHERE company_id = ?1 AND webhook_id = ?2 AND id = ?3 AND state IN ('failed', 'delivered')
     RETURNING ${WRITTEN}`,
    webhookId,
    id,
    nowMs,
  );
}

/** Puts failed deliveries back, the oldest first. */
export function putBackFailed(
  db: TenantDb,
  webhookId: string,
  nowMs: number,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhook_deliveries SET state = 'pending', tries = 0, due_at_ms = ?3, finished_at_ms = NULL
     WHERE company_id = ?1 AND webhook_id = ?2 AND id IN (
       SELECT id FROM webhook_deliveries WHERE company_id = ?1 AND webhook_id = ?2 AND state = 'failed'
       ORDER BY id LIMIT ?4)
     RETURNING id`,
    webhookId,
    nowMs,
    limit,
  );
}

/** Forgets the oldest deliveries before an id. */
export function deleteDeliveriesBefore(
  db: TenantDb,
  webhookId: string,
  beforeId: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `DELETE FROM webhook_deliveries WHERE company_id = ?1 AND webhook_id = ?2 AND id IN (
       SELECT id FROM webhook_deliveries WHERE company_id = ?1 AND webhook_id = ?2 AND id < ?3 ORDER BY id LIMIT ?4)`,
    webhookId,
    beforeId,
    limit,
  );
}
