import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/**
 * The columns of a table in the words of its Drizzle row, for a `SELECT` or `RETURNING` that is written by hand:
 * its rows are then the table's `$inferSelect` (texts, numbers and nulls need no translation).
 */
export function columnsOf(table: SQLiteTable, alias: string): string {
  return Object.entries(getTableColumns(table))
    .map(([name, column]) => `${alias}.${column.name} AS ${name}`)
    .join(', ');
}

/** The rows that such a statement gave. */
export function rowsOf<Row>(result: D1Result | undefined): Row[] {
  // Sound for statements whose columns come from `columnsOf` of the table that `Row` is inferred from.
  return (result?.results ?? []) as Row[];
}
