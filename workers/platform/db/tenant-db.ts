import { eq, type SQL } from 'drizzle-orm';
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { SqlValue, Statement } from './bind.ts';
import { runBatch } from './run.ts';

/** One company's view of its tenant database: the only way to tenant tables. */
export interface TenantDb {
  readonly companyId: string;
  readonly orm: DrizzleD1Database;
  /** The predicate that every Drizzle query on a tenant table begins with. */
  owns(table: { companyId: SQLiteColumn }): SQL;
  /** A prepared statement in which `?1` is the company; the values follow from `?2`. */
  statement(sql: string, ...values: SqlValue[]): D1PreparedStatement;
  /** One transaction; see `runBatch`. */
  batch(statements: readonly Statement[]): Promise<D1Result[]>;
}

export function tenantDb(db: D1Database, companyId: string): TenantDb {
  return {
    companyId,
    orm: drizzle(db),
    owns: (table) => eq(table.companyId, companyId),
    statement: (sql, ...values) => db.prepare(sql).bind(companyId, ...values),
    batch: (statements) => runBatch(db, statements),
  };
}
