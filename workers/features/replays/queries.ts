import { and, desc, eq, lt } from 'drizzle-orm';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { replays } from '../channels/schema.ts';

/** Sorts after every replay's id. */
const AFTER_ALL = 'rpl_~';

export type ReplayRow = typeof replays.$inferSelect;

export async function findReplay(db: TenantDb, id: string): Promise<ReplayRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(replays)
      .where(and(db.owns(replays), eq(replays.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

/** The newest ones: a person starts each. */
export function listReplayRows(db: TenantDb, limit: number): Promise<ReplayRow[]> {
  return runQuery(
    db.orm
      .select()
      .from(replays)
      .where(and(db.owns(replays), lt(replays.id, AFTER_ALL)))
      .orderBy(desc(replays.id))
      .limit(limit),
  );
}

export function insertReplay(db: TenantDb, row: ReplayRow): UnsentQuery {
  return db.orm.insert(replays).values(row);
}

/** Only from where it stood: of two readers of the same slice one counts. */
export function advanceReplay(
  db: TenantDb,
  before: ReplayRow,
  read: { cursor: string; objects: number; items: number },
): D1PreparedStatement {
  return db.statement(
    `UPDATE replays SET state = 'running', cursor = ?4, objects_read = objects_read + ?5, items_read = items_read + ?6
     WHERE company_id = ?1 AND id = ?2 AND cursor IS ?3 AND state IN ('queued', 'running')`,
    before.id,
    before.cursor,
    read.cursor,
    read.objects,
    read.items,
  );
}

export function finishReplay(
  db: TenantDb,
  id: string,
  end: { state: 'done' | 'failed' | 'cancelled'; error: string | null; atMs: number },
): D1PreparedStatement {
  return db.statement(
    `UPDATE replays SET state = ?3, error = ?4, finished_at_ms = ?5
     WHERE company_id = ?1 AND id = ?2 AND state IN ('queued', 'running')`,
    id,
    end.state,
    end.error,
    end.atMs,
  );
}
