import type { Problem } from '../../contracts/api/problem.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Turns whatever was thrown into the one shape of error answers (RFC 9457). Unknown errors say nothing but that. */
export function problemResponse(error: unknown, requestId: string, log: Log): Response {
  const problem = describe(error, requestId);
  if (error instanceof AppError) {
    const level = error.status >= 500 ? 'warn' : 'debug';
    log[level]('request.refused', { code: error.code, status: error.status, cause: error.cause });
  } else {
    log.error('request.failed', error);
  }
  return Response.json(problem, {
    status: problem.status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/problem+json',
      'x-request-id': requestId,
      ...(problem.retryAfterSeconds === undefined
        ? {}
        : { 'retry-after': String(problem.retryAfterSeconds) }),
    },
  });
}

function describe(error: unknown, requestId: string): Problem {
  if (!(error instanceof AppError)) {
    return {
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      detail: 'Something went wrong on our side. It has been written down under this request id.',
      code: 'internal',
      requestId,
    };
  }
  return {
    type: 'about:blank',
    title: error.title,
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...error.extra,
  };
}
