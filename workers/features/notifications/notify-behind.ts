import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { selectUntold } from '../alerts/index.ts';
import { selectNextDue } from './queries.ts';
import { notifySoon } from './wake-notifier.ts';

/** Finds what a lost queue message left: alerts that nobody was told of, notifications that nobody has sent. */
export async function notifyBehind(
  ctx: Pick<Context, 'clock' | 'log' | 'queues' | 'tenant'>,
  companyId: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const [untold, next] = await db.batch([selectUntold(db, 1), selectNextDue(db)]);
  const dueAtMs = rowsOf<{ dueAtMs: number | null }>(next)[0]?.dueAtMs ?? Infinity;
  if (rowsOf(untold).length > 0 || dueAtMs <= ctx.clock.nowMs()) await notifySoon(ctx, companyId);
}
