import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { findChannel } from '../channels/index.ts';

/** Whether what is queued for a number goes out now: it is connected, and no stop stands whose time is not over. */
export async function isChannelSending(
  ctx: Pick<Context, 'bindings' | 'clock' | 'tenant'>,
  companyId: string,
  channelId: string,
): Promise<boolean> {
  const channel = await findChannel(ctx.tenant(companyId), channelId);
  if (channel === null) throw new NotFoundError('channel');
  if (channel.disconnectedAtMs !== null) return false;
  const { stops } = await channelPacer(ctx.bindings, companyId, channelId).state();
  const nowMs = ctx.clock.nowMs();
  return stops.every(({ untilMs }) => untilMs !== null && untilMs <= nowMs);
}
