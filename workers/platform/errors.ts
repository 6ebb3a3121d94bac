/** What a verb throws when it cannot do what was asked. `code` is stable and part of the API. */
export abstract class AppError extends Error {
  abstract readonly status: number;
  abstract readonly title: string;
  readonly code: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean = false;
  /** Further members of the problem answer. */
  readonly extra: Record<string, unknown>;

  constructor(code: string, detail: string, extra: Record<string, unknown> = {}) {
    super(detail);
    this.name = new.target.name;
    this.code = code;
    this.extra = extra;
  }
}

export interface FieldFault {
  path: string;
  message: string;
}

export class BadRequestError extends AppError {
  readonly status = 400;
  readonly title = 'Bad request';
}

export class UnauthorizedError extends AppError {
  readonly status = 401;
  readonly title = 'Not signed in';
}

export class ForbiddenError extends AppError {
  readonly status = 403;
  readonly title = 'Not allowed';
}

/** An id that does not exist, and one that belongs to another company: nobody can tell which. */
export class NotFoundError extends AppError {
  readonly status = 404;
  readonly title = 'Not found';

  constructor(what: string) {
    super('not_found', `There is no such ${what}.`);
  }
}

/** Somebody else was first; reading again and repeating may succeed. */
export class ConflictError extends AppError {
  readonly status = 409;
  readonly title = 'Conflict';
  override readonly retryable = true;
}

/** It was there, and is kept no longer: no repeat will give it. */
export class GoneError extends AppError {
  readonly status = 410;
  readonly title = 'Kept no longer';
}

export class ValidationError extends AppError {
  readonly status = 422;
  readonly title = 'Cannot be done as asked';

  static ofFields(fields: FieldFault[]): ValidationError {
    const detail = fields.map((field) => `${field.path}: ${field.message}`).join('; ');
    return new ValidationError('invalid', detail, { fields });
  }
}

export class PayloadTooLargeError extends AppError {
  readonly status = 413;
  readonly title = 'Too large';
}

export class UnsupportedMediaTypeError extends AppError {
  readonly status = 415;
  readonly title = 'Not a type that can be taken';
}

export class TooManyRequestsError extends AppError {
  readonly status = 429;
  readonly title = 'Too many requests';
  override readonly retryable = true;

  constructor(retryAfterSeconds: number) {
    super('too_many_requests', `Too many tries. Wait ${retryAfterSeconds} seconds.`, { retryAfterSeconds });
  }
}

/** A fault of the house (database, bucket, object, queue), not of the job: it does not count as an attempt. */
export class HouseError extends AppError {
  readonly status = 503;
  readonly title = 'Temporarily unavailable';
  override readonly retryable = true;

  /** What does not answer. */
  readonly part: string;

  constructor(part: string, cause: unknown) {
    super('unavailable', 'Something of ours is not answering. Nothing was changed; try again.', {});
    this.part = part;
    this.cause = new Error(part, { cause });
  }
}

/** A fault of the job, which itself says when it is tried again, so that it could write that down. */
export class TryAgainError extends Error {
  override readonly name = 'TryAgainError';
  readonly afterSeconds: number;

  constructor(message: string, afterSeconds: number, cause: unknown) {
    super(message, { cause });
    this.afterSeconds = afterSeconds;
  }
}

export function assertNever(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}
