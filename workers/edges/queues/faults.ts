import { AppError, HouseError } from '../../platform/errors.ts';
import { withoutQuotedValues } from '../../platform/security/without-quoted-values.ts';

/** A job that took too long. It may still be going on. */
export class JobTimeoutError extends Error {
  override readonly name = 'JobTimeoutError';

  constructor(seconds: number) {
    super(`no end within ${seconds} seconds`);
  }
}

/** A fault of the database, the bucket, an object or the queue: the job is not to blame. */
export function isHouseFault(error: unknown): boolean {
  if (error instanceof HouseError) return true;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : '';
  return /\bD1_|\bR2\b|Durable Object|Network connection lost|internal error|overloaded|Too Many Requests/i.test(
    text,
  );
}

/** Whether the same job may succeed later. What does not say so itself may. */
export function isRetryable(error: unknown): boolean {
  return error instanceof AppError ? error.retryable : true;
}

/** The word for programs. */
export function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof JobTimeoutError ? 'timeout' : 'unexpected';
}

/** For people: what was thrown, and behind it what that came of, without what either quotes. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const said = `${error.name}: ${withoutQuotedValues(error.message)}`;
  return error instanceof HouseError && error.cause !== undefined ? `${said} (${causes(error.cause)})` : said;
}

function causes(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const said = withoutQuotedValues(error.message);
  return error.cause === undefined ? said : `${said}: ${causes(error.cause)}`;
}
