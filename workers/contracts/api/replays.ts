import * as z from 'zod/mini';
import { channelId, replayId, timeMs, userId } from '../ids.ts';
import { listOf } from './list.ts';

/** The longest range of one replay, in milliseconds. Ours: a month is what people look back for. */
export const MAX_REPLAY_MS = 31 * 24 * 60 * 60 * 1_000;

export const REPLAY_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const createReplayRequest = z.strictObject({
  fromMs: timeMs,
  toMs: timeMs,
  /** Absent: all channels of the company. */
  channelId: z.optional(channelId),
});
export type CreateReplayRequest = z.infer<typeof createReplayRequest>;

/** A reading of archived deliveries again. What is stored already stays as it is. */
export const replay = z.object({
  id: replayId,
  channelId: z.nullable(channelId),
  fromMs: timeMs,
  toMs: timeMs,
  state: z.enum(REPLAY_STATES),
  /** From 0 to 1, by the time that is read. */
  progress: z.number(),
  /** Messages, statuses and notices of the company that were read again. */
  itemsRead: z.int(),
  error: z.nullable(z.string()),
  createdById: userId,
  createdAtMs: timeMs,
  finishedAtMs: z.nullable(timeMs),
});
export type Replay = z.infer<typeof replay>;
/** The newest ones. */
export const replayList = listOf(replay);
