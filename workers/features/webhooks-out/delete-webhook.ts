import type { Context } from '../../context.ts';
import { getWebhook } from './edit-webhook.ts';
import { forgetListeners } from './listeners.ts';
import { deleteDeliveriesBefore, deleteWebhook } from './queries.ts';

/** Deliveries removed with it at once; the rest is found by no webhook and costs nothing but its place. Ours. */
const MAX_REMOVED = 5_000;

export async function deleteWebhookWithLog(
  ctx: Pick<Context, 'config' | 'tenant'>,
  companyId: string,
  id: string,
): Promise<void> {
  await getWebhook(ctx, companyId, id);
  const db = ctx.tenant(companyId);
  await db.batch([deleteWebhook(db, id), deleteDeliveriesBefore(db, id, 'evt_~', MAX_REMOVED)]);
  forgetListeners(ctx, companyId);
}
