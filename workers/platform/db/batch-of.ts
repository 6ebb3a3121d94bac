import type { Statement } from './bind.ts';
import type { TenantDb } from './tenant-db.ts';

/** Runs named groups of statements as one transaction, in their order, and gives the results of each group. */
export async function batchOf<Group extends string>(
  db: Pick<TenantDb, 'batch'>,
  groups: Record<Group, readonly Statement[]>,
): Promise<Record<Group, D1Result[]>> {
  const named = Object.entries<readonly Statement[]>(groups);
  const results = await db.batch(named.flatMap(([, statements]) => statements));
  let at = 0;
  const resultsOf = named.map(([name, { length }]) => [name, results.slice(at, (at += length))]);
  // Sound: the groups are those that were given.
  return Object.fromEntries(resultsOf) as Record<Group, D1Result[]>;
}
