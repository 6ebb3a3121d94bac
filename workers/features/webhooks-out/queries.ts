import { and, asc, eq } from 'drizzle-orm';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { webhooks } from './schema.ts';

export type WebhookRow = typeof webhooks.$inferSelect;

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
  secrets: Pick<
    WebhookRow,
    'secretSealed' | 'previousSecretSealed' | 'previousSecretUntilMs' | 'rotatableAtMs'
  >,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhooks SET version = CASE WHEN version = ?3 THEN ?3 + 1 END, secret_sealed = ?4,
       previous_secret_sealed = ?5, previous_secret_until_ms = ?6, rotatable_at_ms = ?7
     WHERE company_id = ?1 AND id = ?2
     RETURNING ${columnsOf(webhooks, 'webhooks')}`,
    before.id,
    before.version,
    secrets.secretSealed,
    secrets.previousSecretSealed,
    secrets.previousSecretUntilMs,
    secrets.rotatableAtMs,
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
