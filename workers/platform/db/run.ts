import { ConflictError, HouseError } from '../errors.ts';
import { prepared, type Statement } from './bind.ts';

/**
 * Runs the statements as one transaction. A broken constraint becomes a `ConflictError` (somebody else was first,
 * nothing was changed), anything else a `HouseError`. After a `HouseError` the batch may have been committed all
 * the same: whoever repeats does so through a unique key.
 */
export async function runBatch(db: D1Database, statements: readonly Statement[]): Promise<D1Result[]> {
  if (statements.length === 0) return [];
  try {
    return await db.batch(statements.map((statement) => prepared(db, statement)));
  } catch (error) {
    throw databaseError(error);
  }
}

/** Runs anything that reads or writes the database, with its errors translated as above. */
export async function runQuery<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw databaseError(error);
  }
}

function databaseError(error: unknown): Error {
  return isConstraintError(error)
    ? new ConflictError('conflict', 'Somebody else changed this first. Look again and repeat.')
    : new HouseError('database', error);
}

function isConstraintError(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (/(UNIQUE|NOT NULL) constraint failed/.test(at.message)) return true;
  }
  return false;
}
