import * as z from 'zod/mini';
import { timeMs } from '../ids.ts';

/** How far a stop reaches: all numbers of the WhatsApp account, one number, or one number and one person. */
export const STOP_SCOPES = ['account', 'number', 'pair'] as const;
export const stopScope = z.enum(STOP_SCOPES);
export type StopScope = z.infer<typeof stopScope>;

/** Why nothing is sent for now. */
export const breaker = z.object({
  scope: stopScope,
  /** Meta's error code. */
  code: z.int(),
  title: z.string(),
  /** What it means and what to do, in plain words. */
  detail: z.string(),
  sinceMs: timeMs,
  /** When one message is let through to see; null: when an administrator says so. */
  untilMs: z.nullable(timeMs),
});
export type Breaker = z.infer<typeof breaker>;

/** The stops of a number as a whole; those of single persons show at the messages that wait. */
export const channelBreaker = z.object({
  isSending: z.boolean(),
  stops: z.array(breaker),
  /** How many messages wait for a stop to end, those of single persons included. */
  waitingCount: z.int(),
});
export type ChannelBreaker = z.infer<typeof channelBreaker>;
