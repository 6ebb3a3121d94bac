import type { InspectedDeadLetter } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { placeJob } from '../operations/index.ts';
import { maskedPayload } from './masked-payload.ts';
import { selectDeadLetter, type ListedDeadLetter, type Scope } from './queries.ts';
import { deadLetterOf, isLane } from './rules.ts';
import { openBody } from './seal-body.ts';

/** One letter, with its payload masked: enough to find the cause, nothing to leak. */
export async function getDeadLetter(
  ctx: Pick<Context, 'clock' | 'directory' | 'envelope' | 'log' | 'metrics' | 'queues'>,
  scope: Scope,
  id: string,
): Promise<InspectedDeadLetter> {
  const row = await getRow(ctx, scope, id);
  const { lane, state, changedAtMs } = row;
  const [payload, place] = await Promise.all([
    readPayload(ctx, row),
    state === 'redriven' && isLane(lane)
      ? placeJob(ctx, lane, { queuedAtMs: changedAtMs, dueAtMs: null })
      : null,
  ]);
  return { ...deadLetterOf(row), payload, place };
}

export async function getRow(
  ctx: Pick<Context, 'directory'>,
  scope: Scope,
  id: string,
): Promise<ListedDeadLetter> {
  const [found] = await ctx.directory.batch([selectDeadLetter(ctx.directory, scope, id)]);
  const [row] = rowsOf<ListedDeadLetter>(found);
  if (row === undefined) throw new NotFoundError('dead letter');
  return row;
}

async function readPayload(ctx: Pick<Context, 'envelope' | 'log'>, row: ListedDeadLetter): Promise<unknown> {
  try {
    return maskedPayload(await openBody(ctx, row));
  } catch (error) {
    ctx.log.warn('dead_letter.unreadable', { id: row.id, error });
    return null;
  }
}
