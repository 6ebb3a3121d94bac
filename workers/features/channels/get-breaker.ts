import type { ChannelBreaker } from '../../contracts/api/breaker.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { findChannel } from './queries.ts';

/** Whether the number sends, and if not, why. */
export async function getBreaker(
  ctx: Pick<Context, 'tenant' | 'bindings'>,
  companyId: string,
  channelId: string,
): Promise<ChannelBreaker> {
  if ((await findChannel(ctx.tenant(companyId), channelId)) === null) throw new NotFoundError('channel');
  const { stops, waitingCount } = await channelPacer(ctx.bindings, companyId, channelId).state();
  return { isSending: stops.length === 0, stops, waitingCount };
}
