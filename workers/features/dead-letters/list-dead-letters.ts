import type { DeadLetter, DeadLetterQuery } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import {
  selectDeadLetters,
  selectDeadLettersByIds,
  selectIdsPerFailure,
  type IdRange,
  type ListedDeadLetter,
  type Scope,
} from './queries.ts';
import { deadLetterOf, newestOf } from './rules.ts';

/** Sorts after every id. */
const AFTER_ALL = 'dl_~';

/** The newest first. */
export async function listDeadLetters(
  ctx: Pick<Context, 'directory'>,
  scope: Scope,
  query: DeadLetterQuery,
): Promise<{ items: DeadLetter[]; nextCursor: string | null }> {
  const isFiltered = [query.lane, query.kind, query.code].some((one) => one !== undefined);
  const read = isFiltered ? readFiltered : readNewest;
  const rows = await read(ctx, scope, query, rangeOf(query));
  const page = rows.slice(0, query.limit);
  return {
    items: page.map(deadLetterOf),
    nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

async function readNewest(
  ctx: Pick<Context, 'directory'>,
  scope: Scope,
  query: DeadLetterQuery,
  range: IdRange,
): Promise<ListedDeadLetter[]> {
  const [found] = await ctx.directory.batch([
    selectDeadLetters(ctx.directory, scope, query.state, range, query.limit + 1),
  ]);
  return rowsOf<ListedDeadLetter>(found);
}

async function readFiltered(
  ctx: Pick<Context, 'directory'>,
  scope: Scope,
  query: DeadLetterQuery,
  range: IdRange,
): Promise<ListedDeadLetter[]> {
  const key = { lane: query.lane ?? null, kind: query.kind ?? null, code: query.code ?? null };
  const [perFailure] = await ctx.directory.batch([
    selectIdsPerFailure(ctx.directory, scope, query.state, key, range, query.limit + 1),
  ]);
  const ids = newestOf(
    rowsOf<{ ids: string }>(perFailure).map((row) => JSON.parse(row.ids) as string[]),
    query.limit + 1,
  );
  if (ids.length === 0) return [];
  const [found] = await ctx.directory.batch([selectDeadLettersByIds(ctx.directory, scope, ids)]);
  const byId = new Map(rowsOf<ListedDeadLetter>(found).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Ids begin with their time. */
function rangeOf({ cursor, fromMs, toMs }: DeadLetterQuery): IdRange {
  const end = toMs === undefined ? AFTER_ALL : firstIdOf('dl', toMs + 1);
  return {
    fromId: fromMs === undefined ? '' : firstIdOf('dl', fromMs),
    beforeId: cursor !== undefined && cursor < end ? cursor : end,
  };
}
