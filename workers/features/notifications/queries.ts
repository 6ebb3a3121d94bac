import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { alertNotifications } from './schema.ts';

export type NotificationRow = typeof alertNotifications.$inferSelect;
export type NewNotification = Pick<
  NotificationRow,
  'id' | 'key' | 'alertId' | 'alertIds' | 'transition' | 'target' | 'subject' | 'body'
>;
export type NewTest = Omit<NewNotification, 'alertIds'>;

const UNFINISHED = `state in ('pending', 'sending')`;

/**
 * Stands right after `markTold`: fails the whole batch where that found fewer alerts untold than it was to, because
 * somebody else has told of them. What is there under the same key stays.
 */
export function insertNotifications(
  db: TenantDb,
  rows: readonly NewNotification[],
  marked: number,
  nowMs: number,
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO alert_notifications (company_id, id, key, alert_id, alert_ids, transition, target, subject, body, state,
                                      attempts, due_at_ms, created_at_ms)
     SELECT ?1, value ->> 'id', iif(changes() = ?3, value ->> 'key', NULL), value ->> 'alertId', value ->> 'alertIds',
            value ->> 'transition', value ->> 'target', value ->> 'subject', value ->> 'body', 'pending', 0, ?4, ?4
     FROM json_each(?2) WHERE true ON CONFLICT (company_id, key) DO NOTHING`,
    JSON.stringify(rows),
    marked,
    nowMs,
  );
}

/** Tests are of no alert: nothing stands before them. */
export function insertTests(db: TenantDb, rows: readonly NewTest[], nowMs: number): D1PreparedStatement {
  return db.statement(
    `INSERT INTO alert_notifications (company_id, id, key, alert_id, transition, target, subject, body, state, attempts,
                                      due_at_ms, created_at_ms)
     SELECT ?1, value ->> 'id', value ->> 'key', NULL, 'test', value ->> 'target', value ->> 'subject', value ->> 'body',
            'pending', 0, ?3, ?3 FROM json_each(?2)`,
    JSON.stringify(rows),
    nowMs,
  );
}

/** What was made since an id: how many of one alert, and when the last of several. */
export function selectRecent(db: TenantDb, fromId: string): D1PreparedStatement {
  return db.statement(
    `SELECT count(DISTINCT iif(transition = 'digest', NULL, alert_id || transition)) AS singles,
            max(iif(transition = 'digest', created_at_ms, NULL)) AS lastDigestAtMs
     FROM alert_notifications WHERE company_id = ?1 AND id >= ?2`,
    fromId,
  );
}

/** Gives up what a claim has held for too long: it may have been sent. */
export function giveUpLeases(db: TenantDb, nowMs: number): D1PreparedStatement {
  return db.statement(
    `UPDATE alert_notifications INDEXED BY alert_notifications_due
     SET state = 'unknown', detail = 'It was being sent when that was cut off.', finished_at_ms = ?2
     WHERE company_id = ?1 AND due_at_ms <= ?2 AND ${UNFINISHED} AND state = 'sending'`,
    nowMs,
  );
}

/** Holds what is due for one go: what it has not begun when it is cut off is due again after the lease. */
export function claimDue(
  db: TenantDb,
  nowMs: number,
  leaseUntilMs: number,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE alert_notifications SET lease_until_ms = ?3, due_at_ms = ?3
     WHERE company_id = ?1 AND state = 'pending' AND id IN (
       SELECT n.id FROM alert_notifications n INDEXED BY alert_notifications_due
       WHERE n.company_id = ?1 AND n.due_at_ms <= ?2 AND n.${UNFINISHED} ORDER BY n.due_at_ms LIMIT ?4)
     RETURNING ${columnsOf(alertNotifications, 'alert_notifications')}`,
    nowMs,
    leaseUntilMs,
    limit,
  );
}

/** Right before it is sent: from now on nobody can say whether it went out. Refused (no row) when it is another go's. */
export function begin(db: TenantDb, row: Pick<NotificationRow, 'id' | 'leaseUntilMs'>): D1PreparedStatement {
  return db.statement(
    `UPDATE alert_notifications SET state = 'sending', attempts = attempts + 1
     WHERE company_id = ?1 AND id = ?2 AND state = 'pending' AND lease_until_ms = ?3
     RETURNING ${columnsOf(alertNotifications, 'alert_notifications')}`,
    row.id,
    row.leaseUntilMs,
  );
}

/** Refused (no row) when the claim is no longer the one that sent it. */
export function finishNotification(
  db: TenantDb,
  row: Pick<NotificationRow, 'id' | 'state' | 'detail' | 'dueAtMs' | 'leaseUntilMs' | 'finishedAtMs'>,
): D1PreparedStatement {
  return db.statement(
    `UPDATE alert_notifications SET state = ?4, detail = ?5, due_at_ms = ?6, finished_at_ms = ?7
     WHERE company_id = ?1 AND id = ?2 AND state = 'sending' AND lease_until_ms = ?3`,
    row.id,
    row.leaseUntilMs,
    row.state,
    row.detail,
    row.dueAtMs,
    row.finishedAtMs,
  );
}

export function selectNextDue(db: TenantDb): D1PreparedStatement {
  return db.statement(
    `SELECT min(n.due_at_ms) AS dueAtMs FROM alert_notifications n INDEXED BY alert_notifications_due
     WHERE n.company_id = ?1 AND n.due_at_ms > 0 AND n.${UNFINISHED}`,
  );
}

/** What was told of one alert alone, the newest first. */
export function selectOfAlert(db: TenantDb, alertId: string, limit: number): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(alertNotifications, 'n')} FROM alert_notifications n INDEXED BY alert_notifications_alert
     WHERE n.company_id = ?1 AND n.alert_id = ?2 ORDER BY n.id DESC LIMIT ?3`,
    alertId,
    limit,
  );
}

/** The digests since an id that told of one alert, the newest first. */
export function selectDigestsOf(
  db: TenantDb,
  alertId: string,
  fromId: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(alertNotifications, 'n')} FROM alert_notifications n INDEXED BY alert_notifications_digests
     WHERE n.company_id = ?1 AND n.id >= ?3 AND n.transition = 'digest'
       AND EXISTS (SELECT 1 FROM json_each(n.alert_ids) WHERE value = ?2)
     ORDER BY n.id DESC LIMIT ?4`,
    alertId,
    fromId,
    limit,
  );
}

/** Everything that was told, the newest first. */
export function selectNewest(db: TenantDb, limit: number): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(alertNotifications, 'n')} FROM alert_notifications n
     WHERE n.company_id = ?1 AND n.id > '' ORDER BY n.id DESC LIMIT ?2`,
    limit,
  );
}

export function deleteBefore(db: TenantDb, beforeId: string, limit: number): D1PreparedStatement {
  return db.statement(
    `DELETE FROM alert_notifications WHERE company_id = ?1 AND id IN (
       SELECT id FROM alert_notifications WHERE company_id = ?1 AND id < ?2 LIMIT ?3)`,
    beforeId,
    limit,
  );
}
