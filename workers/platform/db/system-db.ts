import type { SqlValue, Statement } from './bind.ts';
import { runBatch } from './run.ts';

/**
 * A tenant database as a whole, for the few reads that ask many companies at once: the cron's, which would otherwise ask
 * one after the other. Nothing is written through it but what is kept no longer.
 */
export interface SystemDb {
  statement(sql: string, ...values: SqlValue[]): D1PreparedStatement;
  batch(statements: readonly Statement[]): Promise<D1Result[]>;
}

export function systemDb(db: D1Database): SystemDb {
  return {
    statement: (sql, ...values) => db.prepare(sql).bind(...values),
    batch: (statements) => runBatch(db, statements),
  };
}
