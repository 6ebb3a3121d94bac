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

/** Arguments that a function of SQL may have. Source: Cloudflare D1 limits. */
const MAX_FUNCTION_ARGUMENTS = 32;

/**
 * The columns of a joined table as one JSON text, null where the join found no row: tens of columns of which most are
 * null cost more on their way from the database than the statement itself. `unpacked` reads it.
 */
export function packedColumnsOf(table: SQLiteTable, alias: string, name: string): string {
  const columns = Object.values(getTableColumns(table)).map((column) => `${alias}.${column.name}`);
  const lists: string[] = [];
  for (let at = 0; at < columns.length; at += MAX_FUNCTION_ARGUMENTS)
    lists.push(`json_array(${columns.slice(at, at + MAX_FUNCTION_ARGUMENTS).join(', ')})`);
  return `CASE WHEN ${alias}.company_id IS NOT NULL THEN json_array(${lists.join(', ')}) END AS ${name}`;
}

/** What `packedColumnsOf` the same table gave, in the words of its Drizzle row. */
export function unpacked<Table extends SQLiteTable>(table: Table, packed: string): Table['$inferSelect'] {
  const values = (JSON.parse(packed) as unknown[][]).flat();
  const names = Object.keys(getTableColumns(table));
  // Sound: texts, numbers and nulls are the same in JSON.
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Table['$inferSelect'];
}

/** The rows that such a statement gave. */
export function rowsOf<Row>(result: D1Result | undefined): Row[] {
  // Sound for statements whose columns come from `columnsOf` of the table that `Row` is inferred from.
  return (result?.results ?? []) as Row[];
}
