import type { AlertNotifyJob } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import type { Publish } from '../../platform/realtime.ts';

/**
 * A `publish` that also wakes whoever tells people of alerts. Never fails: the alert's row says that it has news, and the
 * rules' next look wakes them too.
 */
export function publishAndNotify(publish: Publish, ctx: Pick<Context, 'log' | 'queues'>): Publish {
  return async (companyId, change) => {
    const hasNews = change.alerts !== undefined && change.alerts.length > 0;
    await Promise.all([publish(companyId, change), hasNews ? notifySoon(ctx, companyId) : undefined]);
  };
}

export async function notifySoon(ctx: Pick<Context, 'log' | 'queues'>, companyId: string): Promise<void> {
  try {
    await ctx.queues.outgoing.send(notifyJob(companyId));
  } catch (error) {
    ctx.log.warn('alerts.notify_not_queued', { companyId, error });
  }
}

export function notifyJob(companyId: string): AlertNotifyJob {
  return { v: 1, kind: 'alerts.notify', lane: 'outgoing', companyId, ref: null };
}
