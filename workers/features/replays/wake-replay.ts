import type { Context } from '../../context.ts';
import type { Wakeup } from '../../platform/wakeups/queries.ts';
import { findReplay } from './queries.ts';
import { isOpen } from './rules.ts';

/** How long a slice may be lost before the sweep wakes it again, in milliseconds. Ours. */
const WAKE_AGAIN_MS = 5 * 60_000;

export function replayWakeup(companyId: string, id: string, nowMs: number): Wakeup {
  return { dueAtMs: nowMs + WAKE_AGAIN_MS, companyId, kind: 'channel.replay', ref: id };
}

/** Asks for the next slice. Never fails: the wake-up asks again. */
export async function wakeReplay(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  id: string,
): Promise<void> {
  try {
    await ctx.queues.jobs.send({
      v: 1,
      kind: 'channel.replay',
      lane: 'jobs',
      companyId,
      ref: { replayId: id },
    });
  } catch (error) {
    ctx.log.warn('replay.wake_failed', { companyId, error });
  }
}

/** Wakes a replay that may have lost its queue message; gives the wake-up that is to stand from now on. */
export async function wakeDueReplay(
  ctx: Pick<Context, 'tenant' | 'clock' | 'queues' | 'log'>,
  companyId: string,
  id: string,
): Promise<Wakeup | null> {
  const row = await findReplay(ctx.tenant(companyId), id);
  if (row === null || !isOpen(row)) return null;
  await wakeReplay(ctx, companyId, id);
  return replayWakeup(companyId, id, ctx.clock.nowMs());
}
