/** What D1 takes as a value. */
export type SqlValue = string | number | null;

/** A Drizzle query that has not been run. */
export interface UnsentQuery {
  toSQL(): { sql: string; params: unknown[] };
}

export type Statement = D1PreparedStatement | UnsentQuery;

export function prepared(db: D1Database, statement: Statement): D1PreparedStatement {
  if (!('toSQL' in statement)) return statement;
  const { sql, params } = statement.toSQL();
  return db.prepare(sql).bind(...params);
}

/** Bytes of one bound JSON parameter; D1 refuses rows and values over 2 MB, and half of it leaves room. */
export const MAX_JSON_PARAMETER_BYTES = 1_000_000;
