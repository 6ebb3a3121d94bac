import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { SystemDb } from '../../platform/db/system-db.ts';
import { placeAt, selectPlaces, type PlaceRow } from './place-queries.ts';
import { keptSinceMs } from './rules.ts';
import {
  beforeAll,
  behindAll,
  deleteOldBetween,
  selectSliceEnd,
  WALKED,
  WALKED_NAMES,
  type WalkedName,
} from './slice-queries.ts';

/** Rows of a table that are looked at in a minute. Ours: seven million a day, of which each costs a millionth of a cent. */
const SLICE_ROWS = 5_000;

interface Walk {
  table: WalkedName;
  part: string;
}

/**
 * Looks through the next slice of each table for rows that are kept no longer, all companies' together, and deletes them.
 * May be interrupted anywhere: a slice that is looked at twice has nothing left to delete.
 */
export async function forgetOldRows(
  ctx: Pick<Context, 'clock' | 'directory' | 'log' | 'system'>,
): Promise<void> {
  const { directory, system } = ctx;
  const databases: { db: SystemDb; walks: Walk[] }[] = [
    { db: directory, walks: walksIn('directory', 'directory') },
    ...system.tenants.map((db, index) => ({ db, walks: walksIn('tenant', `tenant ${index}`) })),
  ];
  const parts = databases.flatMap(({ walks }) => walks.map(({ part }) => part));
  const [found] = await directory.batch([selectPlaces(directory, parts)]);
  const places = new Map(rowsOf<PlaceRow>(found).map(({ part, place }) => [part, place]));
  const reached = await Promise.all(databases.map(({ db, walks }) => forgetIn(ctx, db, walks, places)));
  await directory.batch([placeAt(directory, reached.flat())]);
}

function walksIn(kind: 'directory' | 'tenant', database: string): Walk[] {
  return WALKED_NAMES.filter((table) => WALKED[table].database === kind).map((table) => ({
    table,
    part: `${database} ${table}`,
  }));
}

/** Gives where each walk goes on: behind the last slice, at the beginning. */
async function forgetIn(
  ctx: Pick<Context, 'clock' | 'log'>,
  db: SystemDb,
  walks: readonly Walk[],
  places: ReadonlyMap<string, string>,
): Promise<PlaceRow[]> {
  const begun = walks.map(({ table, part }) => ({ table, part, after: keyIn(table, places.get(part)) }));
  const ends = await db.batch(begun.map(({ table, after }) => selectSliceEnd(db, table, after, SLICE_ROWS)));
  const slices = begun.map((one, index) => {
    const end = rowsOf<{ place: string }>(ends[index])[0]?.place;
    return { ...one, end, upTo: end === undefined ? behindAll(one.table) : keyIn(one.table, end) };
  });
  const nowMs = ctx.clock.nowMs();
  const deleted = await db.batch(
    slices.map(({ table, after, upTo }) =>
      deleteOldBetween(db, table, { after, upTo, beforeMs: keptSinceMs(table, nowMs) }),
    ),
  );
  for (const [index, { table }] of slices.entries()) {
    const rows = deleted[index]?.meta.changes ?? 0;
    if (rows > 0) ctx.log.info('retention.forgotten', { table, rows });
  }
  return slices.map(({ table, part, end }) => ({ part, place: end ?? JSON.stringify(beforeAll(table)) }));
}

function keyIn(table: WalkedName, place: string | undefined): string[] {
  // Sound: only this file writes places, as keys of their table.
  return place === undefined ? beforeAll(table) : (JSON.parse(place) as string[]);
}
