import type { WebhookPlanJob, WebhookPushJob } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import type { Publish } from '../../platform/realtime.ts';
import { hasListeners } from './listeners.ts';

type WakeContext = Pick<Context, 'clock' | 'config' | 'log' | 'queues' | 'tenant'>;

/**
 * A `publish` that also wakes the planner where somebody listens. Never fails: the log says what is to be told, and the
 * cron looks at it.
 */
export function publishAndPlan(publish: Publish, ctx: WakeContext): Publish {
  return async (companyId, change) => {
    await Promise.all([publish(companyId, change), wake(companyId, change.isFollowed)]);
  };

  async function wake(companyId: string, isFollowed: boolean | undefined): Promise<void> {
    try {
      if (isFollowed ?? (await hasListeners(ctx, companyId))) await ctx.queues.jobs.send(planJob(companyId));
    } catch (error) {
      ctx.log.warn('webhooks.wake_failed', { companyId, error });
    }
  }
}

export function planJob(companyId: string): WebhookPlanJob {
  return { v: 1, kind: 'webhooks.plan', lane: 'jobs', companyId, ref: null };
}

export function pushJob(companyId: string, webhookId: string): WebhookPushJob {
  return { v: 1, kind: 'webhooks.push', lane: 'outgoing', companyId, ref: { webhookId } };
}

/** Asks for what is due to be sent. When the queue does not take it, the cron finds it. */
export async function pushSoon(
  ctx: Pick<Context, 'log' | 'queues'>,
  companyId: string,
  webhookIds: readonly string[],
): Promise<void> {
  if (webhookIds.length === 0) return;
  try {
    await ctx.queues.outgoing.sendBatch(webhookIds.map((id) => ({ body: pushJob(companyId, id) })));
  } catch (error) {
    ctx.log.warn('webhooks.push_not_queued', { companyId, error });
  }
}
