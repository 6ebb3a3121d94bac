import type { RedriveDeadLettersRequest } from '../../contracts/api/dead-letters.ts';
import type { RedriveJob } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { putBack } from './put-back.ts';
import { selectGroup, selectGroups, type DeadLetterRow, type Scope } from './queries.ts';

/** Letters put back in one go. Ours: a call of the queue takes as many. */
const SLICE = 100;

/** Puts back all open letters that failed alike, in slices by a job of its own. Gives how many there are now. */
export async function redriveDeadLetters(
  ctx: Pick<Context, 'clock' | 'directory' | 'queues'>,
  scope: Scope,
  request: RedriveDeadLettersRequest,
  byUserId: string,
): Promise<{ matching: number }> {
  const [found] = await ctx.directory.batch([selectGroups(ctx.directory, scope)]);
  const group = rowsOf<RedriveDeadLettersRequest & { count: number }>(found).find(
    (one) => one.lane === request.lane && one.kind === request.kind && one.code === request.code,
  );
  if (group === undefined) return { matching: 0 };
  await ctx.queues.jobs.send({
    v: 1,
    kind: 'dead-letters.redrive',
    lane: 'jobs',
    companyId: scope === 'deployment' ? null : scope.companyId,
    // What fails again, and so becomes open again, is not taken twice: its id lies behind the cursor.
    ref: { ...request, afterId: '', toId: firstIdOf('dl', ctx.clock.nowMs() + 1), byUserId },
  });
  return { matching: group.count };
}

/** One slice of it. */
export async function redriveSlice(
  ctx: Pick<Context, 'clock' | 'directory' | 'envelope' | 'log' | 'queues'>,
  job: RedriveJob,
): Promise<JobEnd> {
  const { companyId, ref } = job;
  const scope: Scope = companyId === null ? 'deployment' : { companyId };
  const [found] = await ctx.directory.batch([selectGroup(ctx.directory, scope, ref, ref, SLICE)]);
  const rows = rowsOf<DeadLetterRow>(found);
  await putBack(ctx, rows, ref.byUserId);
  const last = rows.at(-1);
  if (last === undefined || rows.length < SLICE) return { kind: 'done' };
  return { kind: 'more', body: { ...job, ref: { ...ref, afterId: last.id } } };
}
