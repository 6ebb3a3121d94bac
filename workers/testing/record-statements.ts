/** One statement that the application ran, and what it cost. */
export interface RecordedStatement {
  sql: string;
  rowsRead: number;
  rowsWritten: number;
}

/** A database that writes down what runs on it. While `fault` is set, everything fails with it. */
export interface RecordedDatabase {
  readonly db: D1Database;
  readonly statements: RecordedStatement[];
  fault: Error | null;
  /** Awaited before each batch: tests hold handlers here, or let somebody else go first. */
  beforeBatch: (() => Promise<void>) | null;
  /** Called after a batch was committed: tests throw here to lose the answer. */
  afterCommit: (() => void) | null;
}

export function recordStatements(database: D1Database): RecordedDatabase {
  const sqlOf = new WeakMap<D1PreparedStatement, string>();
  const recorded: RecordedDatabase = {
    db: database,
    statements: [],
    fault: null,
    beforeBatch: null,
    afterCommit: null,
  };

  const note = (sql: string, result: D1Result | undefined) => {
    const { rows_read: rowsRead = 0, rows_written: rowsWritten = 0 } = result?.meta ?? {};
    recorded.statements.push({ sql, rowsRead, rowsWritten });
  };
  const check = () => {
    if (recorded.fault !== null) throw recorded.fault;
  };
  const wrapStatement = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get(target, key) {
        if (key === 'bind') return (...values: unknown[]) => wrapStatement(target.bind(...values), sql);
        if (key === 'all' || key === 'run') {
          return async () => {
            check();
            const result = await target[key]();
            note(sql, result);
            return result;
          };
        }
        if (key === 'raw') {
          // Drizzle reads through `raw`, which tells no costs: the same statement is run for them.
          return async (options?: { columnNames?: false }) => {
            check();
            const rows = await target.raw(options);
            note(sql, /^\s*select/i.test(sql) ? await target.all() : undefined);
            return rows;
          };
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    sqlOf.set(wrapped, sql);
    originals.set(wrapped, statement);
    return wrapped;
  };
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  Object.assign(recorded, {
    db: new Proxy(database, {
      get(target, key) {
        if (key === 'prepare') return (sql: string) => wrapStatement(target.prepare(sql), sql);
        if (key === 'batch') {
          return async (statements: D1PreparedStatement[]) => {
            await recorded.beforeBatch?.();
            check();
            const results = await target.batch(statements.map((one) => originals.get(one) ?? one));
            for (const [index, one] of statements.entries()) note(sqlOf.get(one) ?? '', results[index]);
            recorded.afterCommit?.();
            return results;
          };
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
  });
  return recorded;
}
