import { STOP_SCOPES, type StopScope } from '../../contracts/api/breaker.ts';
import type { Context } from '../../context.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { resolveAlert } from '../alerts/index.ts';
import { recordBreaker } from './record-breaker.ts';
import { breakerAlertKey } from './breaker.rules.ts';
import { otherNumbers } from './other-numbers.ts';

type CloseContext = Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish' | 'queues' | 'bindings'>;

/** Which stops end: all unless said otherwise, for one person or for everybody. */
interface Ending {
  scopes?: readonly StopScope[];
  to?: string | null;
}

/**
 * Sending goes on: these stops of the channel are over, and what waits for them is let go one after the other. One of the
 * account stopped all of its numbers, and is over for all of them. Where nothing is stopped, nothing happens.
 */
export async function closeBreaker(
  ctx: CloseContext,
  companyId: string,
  channelId: string,
  ending: Ending = {},
): Promise<void> {
  const closed = await closeOfChannel(ctx, companyId, channelId, ending);
  if (!closed.includes('account')) return;
  for (const other of await otherNumbers(ctx, companyId, channelId)) {
    await closeOfChannel(ctx, companyId, other, { scopes: ['account'] });
  }
}

async function closeOfChannel(
  ctx: CloseContext,
  companyId: string,
  channelId: string,
  { scopes = STOP_SCOPES, to = null }: Ending,
): Promise<StopScope[]> {
  const pacer = channelPacer(ctx.bindings, companyId, channelId);
  const closed = await pacer.close([...scopes], to, ctx.clock.nowMs());
  if (closed.length === 0) return closed;
  await ctx.queues.messagesUrgent.send({
    v: 1,
    kind: 'channel.release',
    lane: 'messages-urgent',
    companyId,
    ref: { channelId },
  });
  if (closed.some((scope) => scope !== 'pair')) await recordBreaker(ctx, companyId, channelId);
  for (const scope of closed) await resolveAlert(ctx, companyId, breakerAlertKey(channelId, scope));
  return closed;
}
