import type { DeadLetter } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { getRow } from './get-dead-letter.ts';
import { markDiscarded, type Scope } from './queries.ts';
import { deadLetterOf } from './rules.ts';

/** Decides that the job shall not be done, and says why. */
export async function discardDeadLetter(
  ctx: Pick<Context, 'clock' | 'directory'>,
  scope: Scope,
  id: string,
  by: { userId: string; reason: string },
): Promise<DeadLetter> {
  await getRow(ctx, scope, id);
  const [discarded] = await ctx.directory.batch([
    markDiscarded(ctx.directory, id, by.userId, by.reason, ctx.clock.nowMs()),
  ]);
  if (rowsOf(discarded).length === 0) {
    throw new ConflictError('not_open', 'Only a dead letter that is open can be discarded.');
  }
  return deadLetterOf(await getRow(ctx, scope, id));
}
