import type * as z from 'zod/mini';
import type { Context } from '../../context.ts';
import type { JobEnd, JobFailure } from '../../platform/job-end.ts';

/** What is done about one kind of queue message. Whatever it does may be repeated: queues deliver at least once. */
export interface Handler<Body = unknown> {
  schema: z.ZodMiniType<Body>;
  /** Messages of one batch with the same key are handled in one go. */
  groupBy(body: Body): string;
  /**
   * Whether one message of a group that fails may be to blame for all: then each is handled again by itself. Not so
   * where the messages of a group all ask for the same.
   */
  isolates: boolean;
  /** How long it may take before it counts as a fault of the job, in seconds; absent: `JOB_TIMEOUT_SECONDS`. */
  timeoutSeconds?: number;
  handle(ctx: Context, bodies: readonly Body[]): Promise<JobEnd>;
  /** Writes down, where people look for it, what becomes of a job that has failed. */
  noteFailure?(this: void, ctx: Context, body: Body, failure: JobFailure): Promise<void>;
}

/** A handler with its type forgotten, as the table of kinds holds it. */
export function handler<Body>(definition: Handler<Body>): Handler {
  // Sound because the consumer parses every body with the definition's own schema before it calls.
  return definition;
}

/** A handler of jobs that have nothing to do with each other. */
export function single<Body>(definition: {
  schema: z.ZodMiniType<Body>;
  timeoutSeconds?: number;
  run(ctx: Context, body: Body): Promise<JobEnd>;
  noteFailure?(this: void, ctx: Context, body: Body, failure: JobFailure): Promise<void>;
}): Handler {
  const { schema, timeoutSeconds, noteFailure } = definition;
  let count = 0;
  return handler<Body>({
    schema,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(noteFailure === undefined ? {} : { noteFailure }),
    groupBy: () => String(++count),
    isolates: false,
    async handle(ctx, bodies) {
      let end: JobEnd = { kind: 'done' };
      for (const body of bodies) end = await definition.run(ctx, body);
      return end;
    },
  });
}
