import type { Change } from '../../contracts/api/events.ts';
import type { Ids } from '../../platform/ids.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { rememberEnds, resolveRow, selectEnds, selectOpen, upsertAlerts, type RaisedRow } from './queries.ts';
import type { OpenAlert, Trouble } from './rules.ts';

/** What a batch adds for its alerts: the statements, and what they change for its log row. */
export interface AlertPlan {
  statements: D1PreparedStatement[];
  changes: Extract<Change, { entity: 'alert' }>[];
}

/** The statements that raise these troubles and resolve those of these keys, for a caller's own batch. */
export async function planAlerts(
  ctx: { ids: Ids },
  db: TenantDb,
  input: {
    /** `isState`: a trouble that lasts is not counted again while its alert is open and as bad as it is. */
    raise: readonly (Trouble & { atMs: number; isState?: boolean })[];
    /** `isTold`: what is told of a time before it, however late, raises nothing any more. */
    resolve: readonly { key: string; atMs: number; isTold?: boolean }[];
  },
): Promise<AlertPlan> {
  const keys = [...input.raise, ...input.resolve].map(({ key }) => key);
  if (keys.length === 0) return { statements: [], changes: [] };
  const raisedKeys = input.raise.map(({ key }) => key);
  const [found, ends] = await db.batch([selectOpen(db, keys), selectEnds(db, raisedKeys)]);
  const open = new Map(rowsOf<OpenAlert>(found).map((row) => [row.key, row]));
  const endOf = new Map(rowsOf<{ key: string; atMs: number }>(ends).map(({ key, atMs }) => [key, atMs]));
  const resolved = input.resolve.flatMap(({ key, atMs }) => {
    const alert = open.get(key);
    // What was over before it last happened ended an earlier time.
    return alert === undefined || alert.lastAtMs > atMs ? [] : [{ id: alert.id, atMs }];
  });
  const raised = new Map<string, RaisedRow>();
  for (const trouble of input.raise.toSorted((a, b) => a.atMs - b.atMs)) {
    if (trouble.isState === true && open.get(trouble.key)?.severity === trouble.severity) continue;
    if (trouble.atMs < (endOf.get(trouble.key) ?? 0)) continue;
    const before = raised.get(trouble.key);
    // Never the open one's: that may be resolved until this is written, and then another opens.
    const id = before?.id ?? ctx.ids.next('alt');
    raised.set(trouble.key, { ...trouble, id, count: (before?.count ?? 0) + 1 });
  }
  const rows = [...raised.values()];
  const told = input.resolve.filter(({ isTold }) => isTold === true);
  const ids = new Set([
    ...resolved.map(({ id }) => id),
    ...rows.map(({ key, id }) => open.get(key)?.id ?? id),
  ]);
  return {
    statements: [
      ...resolved.map(({ id, atMs }) => resolveRow(db, { id, atMs, byId: null })),
      ...(rows.length === 0 ? [] : [upsertAlerts(db, rows)]),
      ...(told.length === 0 ? [] : [rememberEnds(db, told)]),
    ],
    changes: [...ids].map((id) => ({ entity: 'alert', id })),
  };
}
