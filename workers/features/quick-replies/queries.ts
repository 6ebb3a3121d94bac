import { and, asc, eq, gt } from 'drizzle-orm';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { QuickReplyRow } from './rules.ts';
import { quickReplies } from './schema.ts';

/** After a shortcut; the empty one begins with the first. */
export function listQuickReplyRows(db: TenantDb, after: string, limit: number): Promise<QuickReplyRow[]> {
  return runQuery(
    db.orm
      .select()
      .from(quickReplies)
      .where(and(db.owns(quickReplies), gt(quickReplies.shortcut, after)))
      .orderBy(asc(quickReplies.shortcut))
      .limit(limit),
  );
}

export async function findQuickReply(db: TenantDb, id: string): Promise<QuickReplyRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(quickReplies)
      .where(and(db.owns(quickReplies), eq(quickReplies.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

/** The one that has this shortcut. */
export async function findQuickReplyByShortcut(
  db: TenantDb,
  shortcut: string,
): Promise<QuickReplyRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(quickReplies)
      .where(and(db.owns(quickReplies), eq(quickReplies.shortcut, shortcut)))
      .limit(1),
  );
  return rows[0] ?? null;
}

/** Fails the batch when the shortcut is taken. */
export function insertQuickReply(db: TenantDb, row: QuickReplyRow): UnsentQuery {
  return db.orm.insert(quickReplies).values(row);
}

/** Refuses itself (NOT NULL) when the version is no longer the one the person saw, which fails the whole batch. */
export function updateQuickReply(db: TenantDb, row: QuickReplyRow, seenVersion: number): D1PreparedStatement {
  return db.statement(
    `UPDATE quick_replies SET shortcut = ?3, text = ?4, updated_at_ms = ?5,
       version = CASE WHEN version = ?6 THEN version + 1 END
     WHERE company_id = ?1 AND id = ?2`,
    row.id,
    row.shortcut,
    row.text,
    row.updatedAtMs,
    seenVersion,
  );
}

export function deleteQuickReply(db: TenantDb, id: string): UnsentQuery {
  return db.orm.delete(quickReplies).where(and(db.owns(quickReplies), eq(quickReplies.id, id)));
}
