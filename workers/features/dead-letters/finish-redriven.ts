import type { Context } from '../../context.ts';
import { markDone } from './queries.ts';
import { labelJob } from './label-job.ts';

/** Jobs were done; those that had been dead letters are so no more. */
export async function finishRedriven(
  ctx: Pick<Context, 'clock' | 'directory'>,
  bodies: readonly unknown[],
): Promise<void> {
  const ids = bodies.flatMap((body) => labelJob(body).deadLetterId ?? []);
  if (ids.length > 0) await ctx.directory.batch([markDone(ctx.directory, ids, ctx.clock.nowMs())]);
}
