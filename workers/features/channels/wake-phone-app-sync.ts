import type { Context } from '../../context.ts';
import type { Wakeup } from '../../platform/wakeups/queries.ts';
import { nextSyncAtMs } from './phone-app-sync.rules.ts';
import { findSync } from './sync-phone-app.ts';

/** When a job that was sent is looked for, in milliseconds. Ours: it takes seconds. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** Sends the job that asks for a phone app's past once it is due; gives the wake-up that is to stand, if any. */
export async function wakePhoneAppSync(
  ctx: Pick<Context, 'tenant' | 'clock' | 'queues'>,
  companyId: string,
  channelId: string,
): Promise<Wakeup | null> {
  const sync = await findSync(ctx, companyId, channelId);
  const nextAtMs = sync === null ? null : nextSyncAtMs(sync);
  if (nextAtMs === null) return null;
  const nowMs = ctx.clock.nowMs();
  const again = (dueAtMs: number): Wakeup => ({
    dueAtMs,
    companyId,
    kind: 'channel.sync_phone_app',
    ref: channelId,
  });
  if (nextAtMs > nowMs) return again(nextAtMs);
  await ctx.queues.jobs.send({
    v: 1,
    kind: 'channel.sync-phone-app',
    lane: 'jobs',
    companyId,
    ref: { channelId },
  });
  return again(nowMs + LOOK_AGAIN_MS);
}
