import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/**
 * The columns of a table in the words of its Drizzle row, for a `SELECT` or `RETURNING` that is written by hand:
 * its rows are then the table's `$inferSelect` (texts, numbers and nulls need no translation). A prefix keeps the names of
 * two tables apart.
 */
export function columnsOf(table: SQLiteTable, alias: string, prefix = ''): string {
  return Object.entries(getTableColumns(table))
    .map(([name, column]) => `${alias}.${column.name} AS ${prefix}${name}`)
    .join(', ');
}

/** Of rows whose columns were given prefixes those of one prefix, in the words of the table's own rows. */
export function withoutPrefix<Row>(
  rows: readonly Readonly<Record<string, unknown>>[],
  prefix: string,
): Row[] {
  return rows.map((row) => {
    const entries = Object.entries(row).filter(([name]) => name.startsWith(prefix));
    // Sound where the prefix was given to `columnsOf` of the table that `Row` is inferred from.
    return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), value])) as Row;
  });
}

/** The rows that such a statement gave. */
export function rowsOf<Row>(result: D1Result | undefined): Row[] {
  // Sound for statements whose columns come from `columnsOf` of the table that `Row` is inferred from.
  return (result?.results ?? []) as Row[];
}
