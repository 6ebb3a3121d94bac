import type { Context } from '../../context.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { planNotifications } from './plan-notifications.ts';
import { deleteBefore } from './queries.ts';
import { sendNotifications } from './send-notifications.ts';

/** How long it is kept who was told of what, in milliseconds. Ours: as long as dead letters. */
const KEPT_MS = 90 * 86_400_000;
const FORGOTTEN_PER_TURN = 200;

/** Tells people what there is to tell of alerts. */
export async function notify(
  ctx: Pick<
    Context,
    'clock' | 'config' | 'directory' | 'envelope' | 'fetchReceiver' | 'ids' | 'log' | 'mail' | 'tenant'
  >,
  companyId: string,
): Promise<JobEnd> {
  const db = ctx.tenant(companyId);
  await planNotifications(ctx, companyId);
  const end = await sendNotifications(ctx, companyId);
  await db.batch([deleteBefore(db, firstIdOf('ntf', ctx.clock.nowMs() - KEPT_MS), FORGOTTEN_PER_TURN)]);
  return end;
}
