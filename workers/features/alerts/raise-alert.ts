import type { Context } from '../../context.ts';
import { commitAlerts } from './commit-alerts.ts';
import { planAlerts } from './plan-alerts.ts';
import type { Trouble } from './rules.ts';

/** Tells the company's administrators of a trouble; while it is open already, that is counted. */
export async function raiseAlert(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish'>,
  companyId: string,
  trouble: Trouble,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const raise = [{ ...trouble, atMs: ctx.clock.nowMs() }];
  await commitAlerts(ctx, db, await planAlerts(ctx, db, { raise, resolve: [] }));
}
