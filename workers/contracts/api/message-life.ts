import * as z from 'zod/mini';
import { messageId, timeMs, userId } from '../ids.ts';
import { message } from './messages.ts';

/** The newest entries that a message's journal keeps. Ours: the retries of one sending are six. */
export const MAX_JOURNAL_ENTRIES = 20;

/** What a try to send came to: the provider's answer, or `lost` when none came before its lease ended. */
export const TRY_OUTCOMES = ['accepted', 'rejected', 'deferred', 'unknown', 'lost'] as const;

/** One thing that was done or decided to get a message sent. */
export const journalEntry = z.discriminatedUnion('kind', [
  /** A call of the provider. Without an end it is still going on. */
  z.object({
    kind: z.literal('try'),
    atMs: timeMs,
    endedAtMs: z.optional(timeMs),
    outcome: z.optional(z.enum(TRY_OUTCOMES)),
    /** The provider's error code, or 0 when the fault was not the provider's. */
    code: z.optional(z.int()),
    title: z.optional(z.string()),
    /** When it is tried next. */
    againAtMs: z.optional(timeMs),
  }),
  /** Sending was stopped, for the number or for this customer; no try was made. */
  z.object({
    kind: z.literal('held'),
    atMs: timeMs,
    untilMs: timeMs,
    code: z.int(),
    title: z.string(),
  }),
  /** A person had it sent again. */
  z.object({ kind: z.literal('repeated'), atMs: timeMs, userId }),
  /** A person said that it went out. */
  z.object({ kind: z.literal('decided'), atMs: timeMs, userId }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;

/** What a message waits for, or that it waits for nothing any more. */
export const NEXT_STEPS = [
  'none',
  'turn',
  'earlier_message',
  'retry',
  'stop_ends',
  'answer',
  'report',
  'decision',
  'read',
  'person',
  'file',
] as const;
export const nextStep = z.object({
  step: z.enum(NEXT_STEPS),
  /** What will happen, in plain words. */
  text: z.string(),
  /** When; null where nobody can say. */
  atMs: z.nullable(timeMs),
});
export type NextStep = z.infer<typeof nextStep>;

/** A job about this message that nobody could do. */
export const lifeDeadLetter = z.object({
  id: z.string(),
  lane: z.string(),
  kind: z.string(),
  code: z.string(),
  detail: z.string(),
  state: z.string(),
  createdAtMs: timeMs,
});
export type LifeDeadLetter = z.infer<typeof lifeDeadLetter>;

/** How many sends before a message are counted. Ours. */
export const MAX_COUNTED_SENDS = 10_000;

/** How far a queued message is from being sent. */
export const queuePlace = z.object({
  /** Messages of its own conversation that go first. */
  earlierInConversation: z.int(),
  /** Sends that are due before it, of whatever company, counted up to `MAX_COUNTED_SENDS`. */
  sendsBefore: z.int(),
  /** Messages of its number that wait for a stop to end. */
  waitingOnNumber: z.int(),
  /** Jobs that wait in its lane, this one among them; null while the queue does not say. */
  waitingInLane: z.nullable(z.int()),
  /** In seconds, at the lane's present rate, and not before it is due; null while nothing moves. */
  estimatedSeconds: z.nullable(z.number()),
});
export type QueuePlace = z.infer<typeof queuePlace>;

/** Where a message is, what happened to it, and what will happen next. */
export const messageLife = z.object({
  message,
  /** Since when it stands where it stands; null where that was not written down. */
  sinceMs: z.nullable(timeMs),
  /** When the provider took it. */
  acceptedAtMs: z.nullable(timeMs),
  /** Counted attempts of the present sending. */
  attempts: z.int(),
  maxAttempts: z.int(),
  journal: z.array(journalEntry),
  next: nextStep,
  /** Only while it waits to be sent. */
  place: z.nullable(queuePlace),
  deadLetters: z.array(lifeDeadLetter),
});
export type MessageLife = z.infer<typeof messageLife>;

/** Our own id of a message, or the provider's. */
export const anyMessageId = z.union([messageId, z.string().check(z.regex(/^wamid\.[\x21-\x7e]{1,250}$/))]);

/** Which company's message an operator of the deployment looks for: its id or short name; absent: one's own. */
export const operatorLifeQuery = z.strictObject({
  company: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
});
