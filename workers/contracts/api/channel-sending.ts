import * as z from 'zod/mini';
import { timeMs } from '../ids.ts';
import { channelBreaker } from './breaker.ts';

/** How a number sent in one span of time. */
export const sendingWindow = z.object({
  /** Minutes that it covers. */
  minutes: z.int(),
  /** Messages that WhatsApp took. */
  sent: z.int(),
  /** Messages that it refused for good, or whose outcome is not known. */
  refused: z.int(),
  /** Tries that are made again. */
  retried: z.int(),
  /** Messages that it took and later reported as failed. */
  reportedFailed: z.int(),
  sentPerMinute: z.number(),
  /** The share (0 to 1) of all tries that failed at once or later; null without any. */
  errorShare: z.nullable(z.number()),
  /** How long WhatsApp took to answer, in milliseconds: half of the calls, and all but one in twenty, took no longer. */
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
});
export type SendingWindow = z.infer<typeof sendingWindow>;

export const channelSending = z.object({
  breaker: channelBreaker,
  /** The last 5 minutes, hour and day; null where the deployment cannot read its own counters. */
  windows: z.nullable(z.array(sendingWindow)),
  asOfMs: timeMs,
});
export type ChannelSending = z.infer<typeof channelSending>;
