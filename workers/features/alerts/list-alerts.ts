import type { Alert } from '../../contracts/api/alerts.ts';
import type { Context } from '../../context.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { alertOf, listOpenRows, listRowsBefore } from './queries.ts';
import { byUrgency } from './rules.ts';

/** Open alerts that are looked at. Ours: there are about twenty kinds of trouble for a number. */
const MAX_OPEN = 500;
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
    return pageOf(rows.map(alertOf), input.limit);
  }
  const open = await listOpenAlerts(db);
  const from = input.cursor === undefined ? 0 : open.findIndex(({ id }) => id === input.cursor) + 1;
  return pageOf(open.slice(from), input.limit);
}

/** Every open alert, the worst first. */
export async function listOpenAlerts(db: TenantDb): Promise<Alert[]> {
  return (await listOpenRows(db, MAX_OPEN)).map(alertOf).toSorted(byUrgency);
}

function pageOf(rows: readonly Alert[], limit: number): { items: Alert[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
