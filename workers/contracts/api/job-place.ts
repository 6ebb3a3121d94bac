import * as z from 'zod/mini';
import { timeMs } from '../ids.ts';
import { LANES } from '../queues.ts';

/** How far those that go before a job are counted. Ours. */
export const MAX_COUNTED_BEFORE = 10_000;

/** How far a job is from being done. */
export const jobPlace = z.object({
  lane: z.enum(LANES),
  /**
   * How many go before it, counted up to `MAX_COUNTED_BEFORE`: its own kind where that is written down, else jobs of its
   * lane, told from how long it has waited; null while the queue does not say.
   */
  before: z.nullable(z.int()),
  /** Jobs that wait in its lane, this one among them; null while the queue does not say. */
  waitingInLane: z.nullable(z.int()),
  /** Jobs that its lane does in a minute at present; null where the deployment cannot read its own counters. */
  lanePerMinute: z.nullable(z.number()),
  /** In seconds, at the lane's present rate, and not before it is due; null while nothing moves. */
  estimatedSeconds: z.nullable(z.number()),
  /** Not before this; null when at once. */
  nextAtMs: z.nullable(timeMs),
});
export type JobPlace = z.infer<typeof jobPlace>;
