import type { Context } from '../../context.ts';
import { queueOf } from '../../platform/lane-queue.ts';
import { markRedriven, type DeadLetterRow } from './queries.ts';
import { inCalls, isLane, redrivenBody } from './rules.ts';
import { openBody } from './seal-body.ts';

/**
 * Puts letters back into their queues. Into the queue first, then marked: an interruption between the two leaves a
 * letter open whose job is on its way, and every job may be repeated; the other way round it would lose the job.
 * Letters that cannot be opened, or are no job, stay as they are. Gives how many went back.
 */
export async function putBack(
  ctx: Pick<Context, 'clock' | 'directory' | 'envelope' | 'log' | 'queues' | 'crashPoint'>,
  rows: readonly DeadLetterRow[],
  byUserId: string,
): Promise<number> {
  const ready: { id: string; lane: string; attempts: number; body: unknown }[] = [];
  for (const row of rows) {
    try {
      const { id, lane, attempts } = row;
      const body = redrivenBody(await openBody(ctx, row), id);
      if (body !== null) ready.push({ id, lane, attempts, body });
    } catch (error) {
      ctx.log.warn('dead_letter.unreadable', { id: row.id, error });
    }
  }
  for (const [lane, list] of Map.groupBy(ready, (one) => one.lane)) {
    if (!isLane(lane)) continue;
    const queue = queueOf(ctx.queues, lane);
    for (const call of inCalls(list)) await queue.sendBatch(call.map(({ body }) => ({ body })));
  }
  await ctx.crashPoint('letter.put_back');
  const sent = ready.filter(({ lane }) => isLane(lane));
  if (sent.length > 0)
    await ctx.directory.batch([markRedriven(ctx.directory, sent, byUserId, ctx.clock.nowMs())]);
  await ctx.crashPoint('letter.marked');
  return sent.length;
}
