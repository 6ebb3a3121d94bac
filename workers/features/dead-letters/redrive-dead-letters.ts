import type { RedriveDeadLettersRequest } from '../../contracts/api/dead-letters.ts';
import type { Lane, RedriveJob } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { queueOf } from '../../platform/lane-queue.ts';
import { putBack } from './put-back.ts';
import { countGroup, selectGroup, type DeadLetterRow, type Scope } from './queries.ts';

/** Letters put back in one go. Ours: a call of the queue takes as many. */
const SLICE = 100;

/** Jobs that may wait in a lane when a slice is put into it. Ours: what others send meanwhile stands behind few. */
const MAX_WAITING = 200;
/** How long a slice waits for a lane that is full, in seconds. Ours. */
const FULL_SECONDS = 5;

/** Puts back all open letters that failed alike, in slices by a job of its own. Gives how many there are now. */
export async function redriveDeadLetters(
  ctx: Pick<Context, 'clock' | 'directory' | 'queues' | 'crashPoint'>,
  scope: Scope,
  request: RedriveDeadLettersRequest,
  byUserId: string,
): Promise<{ matching: number }> {
  const [found] = await ctx.directory.batch([countGroup(ctx.directory, scope, request)]);
  const matching = rowsOf<{ count: number }>(found)[0]?.count ?? 0;
  if (matching === 0) return { matching };
  await ctx.queues.jobs.send({
    v: 1,
    kind: 'dead-letters.redrive',
    lane: 'jobs',
    companyId: scope === 'deployment' ? null : scope.companyId,
    // What fails again, and so becomes open again, is not taken twice: its id lies behind the cursor.
    ref: { ...request, afterId: '', toId: firstIdOf('dl', ctx.clock.nowMs() + 1), byUserId },
  });
  await ctx.crashPoint('letter.redrive_asked');
  return { matching };
}

/** One slice of it, when its lane has room: thousands at once would stand before everybody's present work. */
export async function redriveSlice(
  ctx: Pick<Context, 'clock' | 'directory' | 'envelope' | 'log' | 'queues' | 'crashPoint'>,
  job: RedriveJob,
): Promise<JobEnd> {
  const { companyId, ref } = job;
  // Sent anew, because the platform counts what is put back.
  if (await isFull(ctx, ref.lane)) return { kind: 'more', body: job, afterSeconds: FULL_SECONDS };
  const scope: Scope = companyId === null ? 'deployment' : { companyId };
  const [found] = await ctx.directory.batch([selectGroup(ctx.directory, scope, ref, ref, SLICE)]);
  const rows = rowsOf<DeadLetterRow>(found);
  await putBack(ctx, rows, ref.byUserId);
  const last = rows.at(-1);
  if (last === undefined || rows.length < SLICE) return { kind: 'done' };
  return { kind: 'more', body: { ...job, ref: { ...ref, afterId: last.id } } };
}

/** A queue that does not say how much waits in it is held to have room. */
async function isFull(ctx: Pick<Context, 'log' | 'queues'>, lane: Lane): Promise<boolean> {
  try {
    return (await queueOf(ctx.queues, lane).metrics()).backlogCount > MAX_WAITING;
  } catch (error) {
    ctx.log.warn('dead_letters.backlog_unknown', { lane, error });
    return false;
  }
}
