import * as z from 'zod/mini';

/** What failed of a number because the number, not the message, could not send. Each count goes up to a thousand. */
export const stoppedSends = z.object({
  /** Messages that can be sent again as they are. */
  sendable: z.int(),
  /** Where something was sent after them: a person has to look whether they are wanted still. */
  followed: z.int(),
  /** Whom only a template reaches now, or whose conversation another app has. */
  closed: z.int(),
  /** Whether there are more than were counted. */
  hasMore: z.boolean(),
  /** Whether the number sends: while it does not, nothing is sent again. */
  isSending: z.boolean(),
});
export type StoppedSends = z.infer<typeof stoppedSends>;
