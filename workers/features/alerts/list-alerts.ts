import type { Alert } from '../../contracts/api/alerts.ts';
import type { Context } from '../../context.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { alertOf, listOpenRows, listRowsBefore } from './queries.ts';
import { byUrgency, isBehind, urgencyAt } from './rules.ts';

/** Open alerts that are looked at. Ours: there are about twenty kinds of trouble for a number. */
const MAX_OPEN = 5_000;
/** Sorts after every alert's id. */
const AFTER_ALL = 'alt_~';

/** Open ones with the worst first, or all of them with the newest first. */
export async function listAlerts(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  input: { state: 'open' | 'all'; cursor?: string | undefined; limit: number },
): Promise<{ items: Alert[]; nextCursor: string | null }> {
  const db = ctx.tenant(companyId);
  if (input.state === 'all') {
    const rows = await listRowsBefore(db, input.cursor ?? AFTER_ALL, input.limit + 1);
    return pageOf(rows.map(alertOf), input.limit, ({ id }) => id);
  }
  const open = await listOpenAlerts(db);
  const { cursor } = input;
  const rest = cursor === undefined ? open : open.filter((alert) => isBehind(alert, cursor));
  return pageOf(rest, input.limit, urgencyAt);
}

/** Every open alert, the worst first. */
export async function listOpenAlerts(db: TenantDb): Promise<Alert[]> {
  return (await listOpenRows(db, MAX_OPEN)).map(alertOf).toSorted(byUrgency);
}

function pageOf(
  rows: readonly Alert[],
  limit: number,
  cursorOf: (alert: Alert) => string,
): { items: Alert[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : cursorOf(last) };
}
