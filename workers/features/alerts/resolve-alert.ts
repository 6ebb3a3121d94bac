import type { Context } from '../../context.ts';
import { commitAlerts } from './commit-alerts.ts';
import { planAlerts } from './plan-alerts.ts';

/** The trouble of this key is over by itself. Where none is open, nothing happens. */
export async function resolveAlert(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish'>,
  companyId: string,
  key: string,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const resolve = [{ key, atMs: ctx.clock.nowMs() }];
  await commitAlerts(ctx, db, await planAlerts(ctx, db, { raise: [], resolve }));
}
