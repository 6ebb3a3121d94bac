import type { ChannelSending } from '../../contracts/api/channel-sending.ts';
import type { Context } from '../../context.ts';
import { channelSubject, receivedSubject } from '../../platform/metrics/subjects.ts';
import { getBreaker } from '../channels/index.ts';
import { watchSubjects } from '../operations/index.ts';
import { sendingWindowsOf } from './sending.rules.ts';

/** How a number sends: its rate, its errors, how long the provider takes, and whether it is stopped. */
export async function getSending(
  ctx: Pick<Context, 'tenant' | 'bindings' | 'clock' | 'metrics'>,
  companyId: string,
  channelId: string,
): Promise<ChannelSending> {
  const breaker = await getBreaker(ctx, companyId, channelId);
  const watched = await watchSubjects(ctx, [channelSubject(channelId), receivedSubject(channelId)]);
  const [sent, received] = watched ?? [];
  return {
    breaker,
    windows: sent === undefined ? null : sendingWindowsOf(sent, received ?? []),
    asOfMs: ctx.clock.nowMs(),
  };
}
