import { TEST_EVENT, type WebhookDelivery } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { getWebhook } from './edit-webhook.ts';
import { insertDeliveries, selectDelivery, type WebhookDeliveryRow } from './delivery-queries.ts';
import { requireEnabled } from './require-enabled.ts';
import { deliveryOf } from './rules.ts';
import { endRest } from './turn-queries.ts';
import { pushSoon } from './wake-planner.ts';

/** Sends an event that means nothing, the same way as all others. Its outcome is found in the log. */
export async function testWebhook(
  ctx: Pick<Context, 'clock' | 'ids' | 'log' | 'queues' | 'tenant'>,
  companyId: string,
  webhookId: string,
): Promise<WebhookDelivery> {
  requireEnabled(await getWebhook(ctx, companyId, webhookId));
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const id = ctx.ids.next('evt');
  const timestamp = new Date(nowMs).toISOString();
  const body = JSON.stringify({
    id,
    type: TEST_EVENT,
    timestamp,
    companyId,
    data: { text: 'This is a test.' },
  });
  const [, found] = await db.batch([
    insertDeliveries(db, [{ webhookId, id, eventType: TEST_EVENT, messageId: null, body }], nowMs),
    selectDelivery(db, webhookId, id),
    endRest(db, webhookId),
  ]);
  await pushSoon(ctx, companyId, [webhookId]);
  const [row] = rowsOf<WebhookDeliveryRow>(found);
  if (row === undefined) throw new NotFoundError('delivery');
  return deliveryOf(row);
}
