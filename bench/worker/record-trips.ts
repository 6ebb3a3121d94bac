import { recordStatements, type RecordedStatement } from '../../workers/testing/record-statements.ts';

/** What went to one database. */
export interface Cost {
  /** Calls over the network: a batch is one, a lone statement is one. */
  trips: { statements: number; rowsWritten: number }[];
  statements: RecordedStatement[];
}

/** A database that writes down its statements, and which of them went together. */
export function recordTrips(database: D1Database): { db: D1Database; cost: Cost } {
  const recorded = recordStatements(database);
  const cost: Cost = { trips: [], statements: recorded.statements };
  const db = new Proxy(recorded.db, {
    get(target, key) {
      if (key === 'batch') {
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          const rowsWritten = results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
          cost.trips.push({ statements: statements.length, rowsWritten });
          return results;
        };
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db, cost };
}
