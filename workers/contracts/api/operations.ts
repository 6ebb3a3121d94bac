import * as z from 'zod/mini';
import { timeMs } from '../ids.ts';
import { LANES } from '../queues.ts';

/** What was done in one span of time. */
export const laneWindow = z.object({
  /** Minutes that it covers. */
  minutes: z.int(),
  done: z.int(),
  /** Given up: they are dead letters. */
  failed: z.int(),
  retried: z.int(),
  /** Put back because their time had not come. */
  deferred: z.int(),
  perMinute: z.number(),
  /** From being queued to being done, in milliseconds: half of them, and all but one in twenty, took no longer. */
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
});
export type LaneWindow = z.infer<typeof laneWindow>;

export const laneHealth = z.object({
  lane: z.enum(LANES),
  /** Jobs in the queue, those that wait for their time included; null while the queue does not say. */
  waiting: z.nullable(z.int()),
  /** Since when the oldest of them has been there. */
  oldestAtMs: z.nullable(timeMs),
  inFlight: z.int(),
  /** How long a job that comes now will wait at the present rate, in seconds; null while nothing is being done. */
  estimatedWaitSeconds: z.nullable(z.number()),
  /** The last 5 minutes, hour and day; null where the deployment cannot read its own counters. */
  windows: z.nullable(z.array(laneWindow)),
});
export type LaneHealth = z.infer<typeof laneHealth>;
export const lanesHealth = z.object({ items: z.array(laneHealth), asOfMs: timeMs });
export type LanesHealth = z.infer<typeof lanesHealth>;
