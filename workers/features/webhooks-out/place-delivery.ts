import { MAX_COUNTED_BEFORE, type JobPlace } from '../../contracts/api/job-place.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { placeJob } from '../operations/index.ts';
import { countDueBefore, type WebhookDeliveryRow } from './delivery-queries.ts';
import { findWebhook } from './queries.ts';
import { PUSHED_AT_ONCE } from './rules.ts';

/** How far a delivery is from its next try; null where none is to come, or its webhook is switched off. */
export async function placeDelivery(
  ctx: Pick<Context, 'clock' | 'log' | 'metrics' | 'queues' | 'tenant'>,
  row: WebhookDeliveryRow,
): Promise<JobPlace | null> {
  if (row.state !== 'pending') return null;
  const { companyId, webhookId, dueAtMs } = row;
  const db = ctx.tenant(companyId);
  const [webhook, [counted]] = await Promise.all([
    findWebhook(db, webhookId),
    db.batch([countDueBefore(db, webhookId, dueAtMs, MAX_COUNTED_BEFORE)]),
  ]);
  if (webhook === null || !webhook.isEnabled) return null;
  const before = rowsOf<{ count: number }>(counted)[0]?.count ?? 0;
  return placeJob(ctx, 'outgoing', {
    queuedAtMs: dueAtMs,
    dueAtMs,
    before,
    turns: Math.floor(before / PUSHED_AT_ONCE) + 1,
  });
}
