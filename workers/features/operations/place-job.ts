import type { JobPlace } from '../../contracts/api/job-place.ts';
import type { Lane } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { placeOf, type WaitingJob } from './rules.ts';
import { watchLane } from './watch-lanes.ts';

/** How far a job is from being done, from how its lane is at present. */
export async function placeJob(
  ctx: Pick<Context, 'clock' | 'log' | 'metrics' | 'queues'>,
  lane: Lane,
  job: WaitingJob,
): Promise<JobPlace> {
  return placeOf(lane, await watchLane(ctx, lane), job, ctx.clock.nowMs());
}
