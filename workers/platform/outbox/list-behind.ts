import { rowsOf } from '../db/columns.ts';
import type { SystemDb } from '../db/system-db.ts';
import { selectBehind, type BehindRow, type LogCursor } from './behind-queries.ts';

/** Companies that are asked in one statement. Ours: their ids are a tenth of what one parameter may hold. */
const AT_ONCE = 2_500;

/**
 * Which companies' logs go on beyond a reader's cursor since before a time: the longest behind first. A company without a
 * cursor begins at the beginning. Two statements per `AT_ONCE` companies, however many of them are quiet.
 */
export async function listBehind(
  companyIds: readonly string[],
  untilMs: number,
  read: {
    tenants: readonly SystemDb[];
    cursorsIn: readonly SystemDb[];
    selectCursors: (db: SystemDb, companyIds: readonly string[]) => D1PreparedStatement;
  },
): Promise<BehindRow[]> {
  const behind: BehindRow[] = [];
  for (let from = 0; from < companyIds.length; from += AT_ONCE) {
    const ids = companyIds.slice(from, from + AT_ONCE);
    const found = await Promise.all(read.cursorsIn.map((db) => db.batch([read.selectCursors(db, ids)])));
    const known = found.flatMap(([result]) => rowsOf<LogCursor>(result));
    const seqs = new Map(known.map(({ companyId, seq }) => [companyId, seq]));
    const cursors = ids.map((companyId) => ({ companyId, seq: seqs.get(companyId) ?? 0 }));
    const rows = await Promise.all(read.tenants.map((db) => db.batch([selectBehind(db, cursors)])));
    behind.push(...rows.flatMap(([result]) => rowsOf<BehindRow>(result)));
  }
  return behind.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs);
}
