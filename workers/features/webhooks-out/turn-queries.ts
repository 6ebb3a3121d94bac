import type { TenantDb } from '../../platform/db/tenant-db.ts';

/**
 * Takes the turn to send to a webhook until a time. Gives a row, or none where it is switched off, or somebody else is
 * sending, or it rests.
 */
export function takeTurn(
  db: TenantDb,
  webhookId: string,
  nowMs: number,
  untilMs: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhooks SET held_until_ms = ?4
     WHERE company_id = ?1 AND id = ?2 AND is_enabled = 1 AND coalesce(held_until_ms, 0) <= ?3
     RETURNING id`,
    webhookId,
    nowMs,
    untilMs,
  );
}

/** Ends a turn; `untilMs` is when the next may begin. A turn that ran out, and was taken by another, is not theirs. */
export function endTurn(
  db: TenantDb,
  webhookId: string,
  turnUntilMs: number,
  untilMs: number | null,
): D1PreparedStatement {
  return db.statement(
    `UPDATE webhooks SET held_until_ms = ?4 WHERE company_id = ?1 AND id = ?2 AND held_until_ms = ?3`,
    webhookId,
    turnUntilMs,
    untilMs,
  );
}

/** A person wants to know now: it rests no longer. */
export function endRest(db: TenantDb, webhookId: string): D1PreparedStatement {
  return db.statement(
    `UPDATE webhooks SET held_until_ms = NULL WHERE company_id = ?1 AND id = ?2 AND held_until_ms IS NOT NULL`,
    webhookId,
  );
}
