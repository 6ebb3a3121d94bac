import type * as z from 'zod/mini';
import type { DeadLetter, deadLetterQuery } from '../../contracts/api/dead-letters.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { selectDeadLetters, type ListedDeadLetter, type Scope } from './queries.ts';
import { deadLetterOf } from './rules.ts';

/** Rows that one page looks at while it filters. Ours: it bounds what a rare kind reads. */
const MAX_ROWS_LOOKED_AT = 500;
/** Sorts after every id. */
const AFTER_ALL = 'dl_~';

/** The newest first. A filtered page may be short. */
export async function listDeadLetters(
  ctx: Pick<Context, 'directory'>,
  scope: Scope,
  query: z.infer<typeof deadLetterQuery>,
): Promise<{ items: DeadLetter[]; nextCursor: string | null }> {
  const isFiltered = [query.lane, query.kind, query.code].some((one) => one !== undefined);
  const wanted = isFiltered ? MAX_ROWS_LOOKED_AT : query.limit + 1;
  const [found] = await ctx.directory.batch([
    selectDeadLetters(ctx.directory, scope, query.state, query.cursor ?? AFTER_ALL, wanted),
  ]);
  const rows = rowsOf<ListedDeadLetter>(found);
  const matching = rows.filter(
    (row) =>
      (query.lane ?? row.lane) === row.lane &&
      (query.kind ?? row.kind) === row.kind &&
      (query.code ?? row.code) === row.code,
  );
  const page = matching.slice(0, query.limit);
  const last = matching.length > query.limit ? page.at(-1) : rows.length === wanted ? rows.at(-1) : undefined;
  return { items: page.map(deadLetterOf), nextCursor: last?.id ?? null };
}
