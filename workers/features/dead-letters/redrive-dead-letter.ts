import { isUndecided, type DeadLetter } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { ConflictError, ValidationError } from '../../platform/errors.ts';
import { getRow } from './get-dead-letter.ts';
import { putBack } from './put-back.ts';
import type { Scope } from './queries.ts';
import { deadLetterOf, isLane } from './rules.ts';

/** Puts one letter back into its queue. */
export async function redriveDeadLetter(
  ctx: Pick<Context, 'clock' | 'directory' | 'envelope' | 'log' | 'queues' | 'crashPoint'>,
  scope: Scope,
  id: string,
  byUserId: string,
): Promise<DeadLetter> {
  const row = await getRow(ctx, scope, id);
  if (!isUndecided(row, ctx.clock.nowMs())) {
    throw new ConflictError('not_open', 'Only a dead letter that is open can be put back.');
  }
  if (!isLane(row.lane)) {
    throw new ValidationError(
      'no_lane',
      'It does not say which lane it belongs to, so it cannot be put back.',
    );
  }
  if ((await putBack(ctx, [row], byUserId)) === 0) {
    throw new ValidationError(
      'unreadable',
      'It cannot be put back: its payload does not open, or is no job.',
    );
  }
  return deadLetterOf(await getRow(ctx, scope, id));
}
