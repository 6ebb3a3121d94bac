import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import type { SqlValue, Statement } from './bind.ts';
import { runBatch } from './run.ts';

/** The directory: who exists, who may sign in, and where things are routed. */
export interface DirectoryDb {
  readonly orm: DrizzleD1Database;
  statement(sql: string, ...values: SqlValue[]): D1PreparedStatement;
  batch(statements: readonly Statement[]): Promise<D1Result[]>;
}

export function directoryDb(db: D1Database): DirectoryDb {
  return {
    orm: drizzle(db),
    statement: (sql, ...values) => db.prepare(sql).bind(...values),
    batch: (statements) => runBatch(db, statements),
  };
}
