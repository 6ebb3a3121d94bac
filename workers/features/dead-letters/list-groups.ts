import type { DeadLetterGroup } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { timeOfId } from '../../platform/ids.ts';
import { selectGroups, type Scope } from './queries.ts';

/** Open letters by how they failed: what one cause has done stands together. */
export async function listGroups(
  ctx: Pick<Context, 'directory'>,
  scope: Scope,
): Promise<{ items: DeadLetterGroup[] }> {
  const [found] = await ctx.directory.batch([selectGroups(ctx.directory, scope)]);
  const groups = rowsOf<
    Pick<DeadLetterGroup, 'lane' | 'kind' | 'code' | 'count'> & { oldestId: string; newestId: string }
  >(found);
  return {
    items: groups.map(({ oldestId, newestId, ...group }) => ({
      ...group,
      oldestAtMs: timeOfId(oldestId),
      newestAtMs: timeOfId(newestId),
    })),
  };
}
