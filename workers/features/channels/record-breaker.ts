import type { Context } from '../../context.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { recordFacts } from './record-facts.ts';

/** Keeps with the channel what its pacer says of its stops, so that its health shows them. */
export async function recordBreaker(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish' | 'bindings'>,
  companyId: string,
  channelId: string,
): Promise<void> {
  const { stops } = await channelPacer(ctx.bindings, companyId, channelId).state();
  await recordFacts(ctx, companyId, channelId, [
    { fact: 'breaker', value: { stops }, asOfMs: ctx.clock.nowMs() },
  ]);
}
