import { STOP_SCOPES, type StopScope } from '../../contracts/api/breaker.ts';
import type { Context } from '../../context.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { resolveAlert } from '../alerts/index.ts';
import { recordBreaker } from './record-breaker.ts';
import { breakerAlertKey } from './breaker.rules.ts';

/**
 * Sending goes on: these stops of the channel are over (by default all), for one person or for everybody. What waits
 * for them is let go one after the other. Where nothing is stopped, nothing happens.
 */
export async function closeBreaker(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish' | 'queues' | 'bindings'>,
  companyId: string,
  channelId: string,
  { scopes = STOP_SCOPES, to = null }: { scopes?: readonly StopScope[]; to?: string | null } = {},
): Promise<void> {
  const pacer = channelPacer(ctx.bindings, companyId, channelId);
  const closed = await pacer.close([...scopes], to, ctx.clock.nowMs());
  if (closed.length === 0) return;
  await ctx.queues.messagesUrgent.send({
    v: 1,
    kind: 'channel.release',
    lane: 'messages-urgent',
    companyId,
    ref: { channelId },
  });
  if (closed.some((scope) => scope !== 'pair')) await recordBreaker(ctx, companyId, channelId);
  for (const scope of closed) await resolveAlert(ctx, companyId, breakerAlertKey(channelId, scope));
}
