import type { Context } from '../../context.ts';
import { commitSettings } from '../../platform/outbox/commit-settings.ts';
import { planAlerts } from '../alerts/index.ts';
import { getWebhook } from './edit-webhook.ts';
import { forgetListeners } from './listeners.ts';
import { deleteDeliveriesBefore } from './delivery-queries.ts';
import { deleteWebhook } from './queries.ts';
import { alertKeyOf } from './rules.ts';

/** Deliveries removed by one statement. Ours: far within D1's 30 seconds. */
const REMOVED_AT_ONCE = 5_000;

/** Its log goes first: what is interrupted can be deleted again, and nothing of it is left that no webhook finds. */
export async function deleteWebhookWithLog(
  ctx: Pick<Context, 'clock' | 'config' | 'ids' | 'publish' | 'tenant'>,
  companyId: string,
  id: string,
): Promise<void> {
  await getWebhook(ctx, companyId, id);
  const db = ctx.tenant(companyId);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one statement after the other, until few are left
    const [removed] = await db.batch([deleteDeliveriesBefore(db, id, 'evt_~', REMOVED_AT_ONCE)]);
    if ((removed?.meta.changes ?? 0) < REMOVED_AT_ONCE) break;
  }
  const resolve = [{ key: alertKeyOf(id), atMs: ctx.clock.nowMs() }];
  const { statements, changes } = await planAlerts(ctx, db, { raise: [], resolve });
  const all = [
    deleteWebhook(db, id),
    deleteDeliveriesBefore(db, id, 'evt_~', REMOVED_AT_ONCE),
    ...statements,
  ];
  await commitSettings(ctx, db, 'webhooks', all, changes);
  forgetListeners(ctx, companyId);
}
