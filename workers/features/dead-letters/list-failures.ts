import type { DeadLetter, DeadLetterFailure } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { selectFailures, type Scope } from './queries.ts';

/** In which ways letters of a state have failed. */
export async function listFailures(
  ctx: Pick<Context, 'directory'>,
  scope: Scope,
  state: DeadLetter['state'],
): Promise<{ items: DeadLetterFailure[] }> {
  const [found] = await ctx.directory.batch([selectFailures(ctx.directory, scope, state)]);
  return { items: rowsOf<DeadLetterFailure>(found) };
}
