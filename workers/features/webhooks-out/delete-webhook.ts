import type { Context } from '../../context.ts';
import { commitAlerts, planAlerts } from '../alerts/index.ts';
import { getWebhook } from './edit-webhook.ts';
import { forgetListeners } from './listeners.ts';
import { deleteDeliveriesBefore } from './delivery-queries.ts';
import { deleteWebhook } from './queries.ts';
import { alertKeyOf } from './rules.ts';

/** Deliveries removed with it at once; the rest is found by no webhook and costs nothing but its place. Ours. */
const MAX_REMOVED = 5_000;

export async function deleteWebhookWithLog(
  ctx: Pick<Context, 'clock' | 'config' | 'ids' | 'publish' | 'tenant'>,
  companyId: string,
  id: string,
): Promise<void> {
  await getWebhook(ctx, companyId, id);
  const db = ctx.tenant(companyId);
  const resolve = [{ key: alertKeyOf(id), atMs: ctx.clock.nowMs() }];
  const { statements, changes } = await planAlerts(ctx, db, { raise: [], resolve });
  const all = [deleteWebhook(db, id), deleteDeliveriesBefore(db, id, 'evt_~', MAX_REMOVED), ...statements];
  if (changes.length === 0) await db.batch(all);
  else await commitAlerts(ctx, db, { statements: all, changes });
  forgetListeners(ctx, companyId);
}
