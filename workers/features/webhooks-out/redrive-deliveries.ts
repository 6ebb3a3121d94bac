import type { WebhookDelivery } from '../../contracts/api/webhooks.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { getWebhook } from './edit-webhook.ts';
import {
  putBackDelivery,
  putBackFailed,
  selectDelivery,
  type WebhookDeliveryRow,
} from './delivery-queries.ts';
import { deliveryOf } from './rules.ts';
import { requireEnabled } from './require-enabled.ts';
import { endRest } from './turn-queries.ts';
import { pushSoon } from './wake-planner.ts';

type RedriveContext = Pick<Context, 'clock' | 'log' | 'queues' | 'tenant'>;

/** Failed deliveries put back by one call. Ours: a person asks again for more. */
const MAX_REDRIVEN = 1_000;

/** Sends one delivery again, under the same id: a receiver that had it already knows it. */
export async function redriveDelivery(
  ctx: RedriveContext,
  companyId: string,
  webhookId: string,
  id: string,
): Promise<WebhookDelivery> {
  const db = ctx.tenant(companyId);
  const webhook = await getWebhook(ctx, companyId, webhookId);
  requireEnabled(webhook);
  const [updated, found] = await db.batch([
    putBackDelivery(db, webhookId, id, ctx.clock.nowMs()),
    selectDelivery(db, webhookId, id),
    endRest(db, webhookId),
  ]);
  const [row] = rowsOf<WebhookDeliveryRow>(found);
  if (row === undefined) throw new NotFoundError('delivery');
  if (rowsOf(updated).length === 0)
    throw new ConflictError('still_waiting', 'This delivery is on its way already.');
  await pushSoon(ctx, companyId, [webhookId]);
  return deliveryOf(row);
}

/** Puts back what has failed for good, the oldest first. Gives how many. */
export async function redriveFailed(
  ctx: RedriveContext,
  companyId: string,
  webhookId: string,
): Promise<{ redriven: number }> {
  requireEnabled(await getWebhook(ctx, companyId, webhookId));
  const db = ctx.tenant(companyId);
  const [updated] = await db.batch([
    putBackFailed(db, webhookId, ctx.clock.nowMs(), MAX_REDRIVEN),
    endRest(db, webhookId),
  ]);
  await pushSoon(ctx, companyId, [webhookId]);
  return { redriven: rowsOf(updated).length };
}
