import { and, asc, eq } from 'drizzle-orm';
import type { DeliveryAttempt } from '../../contracts/api/webhooks.ts';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { webhookDeliveries, webhooks } from './schema.ts';

export type WebhookRow = typeof webhooks.$inferSelect;
export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect;

const DELIVERY = columnsOf(webhookDeliveries, 'd');
const WRITTEN = columnsOf(webhookDeliveries, 'webhook_deliveries');

/** All of the company's: there are few. */
export function listWebhookRows(db: TenantDb): Promise<WebhookRow[]> {
  return runQuery(db.orm.select().from(webhooks).where(db.owns(webhooks)).orderBy(asc(webhooks.id)));
}

export async function findWebhook(db: TenantDb, id: string): Promise<WebhookRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(webhooks)
      .where(and(db.owns(webhooks), eq(webhooks.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

export function insertWebhook(db: TenantDb, row: WebhookRow): UnsentQuery {
  return db.orm.insert(webhooks).values(row);
}

/** What a person changes; `isEnabled` null leaves it as it is by now, because its sender may have switched it off. */
export type WebhookEdit = Pick<WebhookRow, 'url' | 'description' | 'events' | 'sinceSeq'> & {
  isEnabled: boolean | null;
};

/** Refuses itself when the webhook is at another version by now. `sinceSeq` is for one that is switched on by this. */
export function updateWebhook(
  db: TenantDb,
  before: Pick<WebhookRow, 'id' | 'version'>,
  edit: WebhookEdit,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhooks SET version = CASE WHEN version = ?3 THEN ?3 + 1 END, url = ?4, description = ?5, events = ?6,
       is_enabled = coalesce(?7, is_enabled),
       disabled_reason = CASE WHEN ?7 IS NULL THEN disabled_reason WHEN ?7 = 1 THEN NULL
                              WHEN is_enabled = 1 THEN 'person' ELSE disabled_reason END,
       since_seq = iif(?7 = 1 AND is_enabled = 0, ?8, since_seq),
       failing_since_ms = iif((?7 = 1 AND is_enabled = 0) OR url <> ?4, NULL, failing_since_ms)
     WHERE company_id = ?1 AND id = ?2
     RETURNING ${columnsOf(webhooks, 'webhooks')}`,
    before.id,
    before.version,
    edit.url,
    edit.description,
    edit.events,
    edit.isEnabled === null ? null : edit.isEnabled ? 1 : 0,
    edit.sinceSeq,
  );
}

/** The same for its secrets. */
export function updateSecrets(
  db: TenantDb,
  before: Pick<WebhookRow, 'id' | 'version'>,
  secrets: Pick<WebhookRow, 'secretSealed' | 'previousSecretSealed' | 'previousSecretUntilMs'>,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhooks SET version = CASE WHEN version = ?3 THEN ?3 + 1 END, secret_sealed = ?4,
       previous_secret_sealed = ?5, previous_secret_until_ms = ?6
     WHERE company_id = ?1 AND id = ?2
     RETURNING ${columnsOf(webhooks, 'webhooks')}`,
    before.id,
    before.version,
    secrets.secretSealed,
    secrets.previousSecretSealed,
    secrets.previousSecretUntilMs,
  );
}

/** The row that such a statement gave; the database holds 0 and 1. */
export function webhookRow(result: D1Result | undefined): WebhookRow | null {
  const [row] = rowsOf<Omit<WebhookRow, 'isEnabled'> & { isEnabled: number }>(result);
  return row === undefined ? null : { ...row, isEnabled: row.isEnabled === 1 };
}

export function deleteWebhook(db: TenantDb, id: string): D1PreparedStatement {
  return db.statement(`DELETE FROM webhooks WHERE company_id = ?1 AND id = ?2`, id);
}

export function selectPlannedSeq(db: TenantDb): D1PreparedStatement {
  return db.statement(`SELECT planned_seq AS seq FROM webhook_cursors WHERE company_id = ?1`);
}

/** Events before the first webhook, or while there was none, are nobody's. */
export function startPlanningAt(db: TenantDb, seq: number): D1PreparedStatement {
  return db.statement(
    `INSERT INTO webhook_cursors (company_id, planned_seq) VALUES (?1, ?2)
     ON CONFLICT (company_id) DO UPDATE SET planned_seq = excluded.planned_seq
     WHERE excluded.planned_seq > webhook_cursors.planned_seq`,
    seq,
  );
}

/** Moves the cursor, or refuses itself, and the whole batch with it, when somebody else moved it since it was read. */
export function movePlannedSeq(db: TenantDb, from: number, to: number): D1PreparedStatement {
  return db.statement(
    `UPDATE webhook_cursors SET planned_seq = CASE WHEN planned_seq = ?2 THEN ?3 END WHERE company_id = ?1`,
    from,
    to,
  );
}

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
 * What was being sent when its lease ended is sent again under the same id: the receiver may have had it, and knows by
 * the id.
 */
export function claimDue(
  db: TenantDb,
  webhookId: string,
  nowMs: number,
  leaseUntilMs: number,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhook_deliveries SET state = 'sending', tries = tries + 1, due_at_ms = ?4
     WHERE company_id = ?1 AND webhook_id = ?2 AND id IN (
       SELECT id FROM webhook_deliveries
       WHERE company_id = ?1 AND webhook_id = ?2 AND state IN ('pending', 'sending') AND due_at_ms <= ?3
       ORDER BY due_at_ms LIMIT ?5)
     RETURNING ${WRITTEN}`,
    webhookId,
    nowMs,
    leaseUntilMs,
    limit,
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

/**
 * What the tries of one slice say of the address that was called; refuses itself, and the whole batch with it, when the
 * webhook has another one by now. People's edits are another matter: the version stays.
 */
export function noteHealth(
  db: TenantDb,
  { id, url }: Pick<WebhookRow, 'id' | 'url'>,
  health: {
    deliveredAtMs: number | null;
    failedAtMs: number | null;
    disabledReason: 'gone' | 'failing' | null;
  },
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhooks SET
       last_delivered_at_ms = coalesce(?3, last_delivered_at_ms),
       failing_since_ms = CASE WHEN ?3 IS NULL THEN coalesce(failing_since_ms, ?4) END,
       is_enabled = CASE WHEN url <> ?6 THEN NULL WHEN ?5 IS NULL THEN is_enabled ELSE 0 END,
       disabled_reason = coalesce(?5, disabled_reason)
     WHERE company_id = ?1 AND id = ?2`,
    id,
    health.deliveredAtMs,
    health.failedAtMs,
    health.disabledReason,
    url,
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
