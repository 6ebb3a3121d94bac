import * as z from 'zod/mini';

/** The one shape of every error answer: RFC 9457 problem details, with our stable `code` and the request's id. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  /** Which part of the request was wrong; only on validation errors. */
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  /** Seconds to wait before trying again; only where waiting helps. */
  retryAfterSeconds: z.optional(z.number()),
  /** When the customer service window closed, null when it was never open; only with `window_closed`. */
  windowEndsAtMs: z.optional(z.nullable(z.int())),
  /** Which types of message may be sent all the same; only with `window_closed`. */
  allowedTypes: z.optional(z.array(z.string())),
  /** From when on a person may decide; only with `not_decidable_yet`. */
  decidableAtMs: z.optional(z.int()),
  /** The number of the company's newest change; only with `events_forgotten`. */
  lastSeq: z.optional(z.int()),
});
export type Problem = z.infer<typeof problem>;
