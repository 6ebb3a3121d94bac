import * as z from 'zod/mini';
import { problem as problemShape, type Problem } from '../../../workers/contracts/api/problem.ts';

/** Why a call to the API failed. `status` is 0 when no answer came. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly fields: readonly { path: string; message: string }[];
  readonly requestId: string | null;
  readonly windowEndsAtMs: number | null;

  constructor(problem: Pick<Problem, 'status' | 'code' | 'title' | 'detail'> & Partial<Problem>) {
    super(problem.detail === '' ? problem.title : problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.fields = problem.fields ?? [];
    this.requestId = problem.requestId ?? null;
    this.windowEndsAtMs = problem.windowEndsAtMs ?? null;
  }

  /** Whether the same call may well succeed later: nothing was decided about it. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  fieldError(path: string): string | undefined {
    return this.fields.find((field) => field.path === path || field.path.endsWith(`.${path}`))?.message;
  }
}

export const offline = () =>
  new ApiProblem({
    status: 0,
    code: 'no_answer',
    title: 'No connection',
    detail: 'Recado could not be reached. Check your connection and try again.',
  });

export const timedOut = () =>
  new ApiProblem({
    status: 0,
    code: 'timed_out',
    title: 'No answer in time',
    detail: 'Recado took too long to answer. Try again.',
  });

export const unexpectedAnswer = (status: number) =>
  new ApiProblem({
    status: status < 400 ? 502 : status,
    code: 'unexpected_answer',
    title: 'Unexpected answer',
    detail: 'Recado answered in a way that this page does not understand. Reload the page and try again.',
  });

/** The problem in an error answer's body, or a plain one where the body is something else. */
export const problemFromBody = (status: number, body: unknown): ApiProblem => {
  const parsed = z.safeParse(problemShape, body);
  return parsed.success ? new ApiProblem(parsed.data) : unexpectedAnswer(status);
};

/** The problem behind anything that was thrown; what is not one came from our own code. */
export const asApiProblem = (thrown: unknown): ApiProblem =>
  thrown instanceof ApiProblem
    ? thrown
    : new ApiProblem({
        status: 500,
        code: 'page_fault',
        title: 'Something went wrong',
        detail: 'Something went wrong on this page. Reload it and try again.',
      });
