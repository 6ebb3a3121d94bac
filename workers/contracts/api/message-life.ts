import * as z from 'zod/mini';
import {
  eventSourceId,
  incomingEventId,
  messageId,
  outgoingEventId,
  timeMs,
  userId,
  webhookId,
} from '../ids.ts';
import { jobPlace } from './job-place.ts';
import { listOf, pageQuery } from './list.ts';
import { HOLD_REASONS, message } from './messages.ts';
import { deliveryAttempt, DELIVERY_STATES } from './webhooks.ts';

/** The newest entries that a message's journal keeps. Ours: the retries of sixteen sendings, in some kilobytes. */
export const MAX_JOURNAL_ENTRIES = 100;

/** What a try to send came to: the provider's answer, or `lost` when none came before its lease ended. */
export const TRY_OUTCOMES = ['accepted', 'rejected', 'deferred', 'unknown', 'lost'] as const;

/** What a try to fetch a message's file came to; `later`: it is tried again. */
export const FETCH_OUTCOMES = ['ready', 'gone', 'refused', 'failed', 'later'] as const;

/** Why a customer's phone was not told that their message was read: WhatsApp refused, did not answer, or we failed. */
export const UNTOLD_REASONS = ['refused', 'unreachable', 'failed'] as const;
export type UntoldReason = (typeof UNTOLD_REASONS)[number];

/** One thing that was done or decided to get a message sent, its file fetched, or its customer told that it was read. */
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
    /** That it was taken and is held back. */
    hold: z.optional(z.enum(HOLD_REASONS)),
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
  /** A try to fetch its file from the provider. */
  z.object({
    kind: z.literal('fetch'),
    atMs: timeMs,
    endedAtMs: timeMs,
    outcome: z.enum(FETCH_OUTCOMES),
    problem: z.optional(z.string()),
    /** When it is tried next. */
    againAtMs: z.optional(timeMs),
  }),
  /** A person had its file fetched again. */
  z.object({ kind: z.literal('fetch_repeated'), atMs: timeMs, userId }),
  /** It was read here, and the customer's phone could not be told: their ticks stay grey until the next time. */
  z.object({
    kind: z.literal('read_untold'),
    atMs: timeMs,
    reason: z.enum(UNTOLD_REASONS),
    /** How often WhatsApp was asked. */
    tries: z.int(),
  }),
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

/** How far a message is from being sent, or its file from being fetched. */
export const queuePlace = z.extend(jobPlace, {
  /** Messages of its own conversation that go first. */
  earlierInConversation: z.int(),
  /** Messages of its number that wait for a stop to end. */
  waitingOnNumber: z.int(),
});
export type QueuePlace = z.infer<typeof queuePlace>;

/** What one of the company's own systems was told of a message. */
export const toldReceiver = z.object({
  webhookId,
  deliveryId: outgoingEventId,
  /** Of its address the host alone; null when the webhook is no more. */
  host: z.nullable(z.string()),
  /** A webhook that is switched off is told nothing until a person switches it on. */
  isEnabled: z.boolean(),
  eventType: z.string(),
  state: z.enum(DELIVERY_STATES),
  tries: z.int(),
  /** The newest try; null before the first. */
  lastAttempt: z.nullable(deliveryAttempt),
  /** When it is tried next; null when it is over. */
  nextAtMs: z.nullable(timeMs),
  createdAtMs: timeMs,
  finishedAtMs: z.nullable(timeMs),
});
export type ToldReceiver = z.infer<typeof toldReceiver>;

/** The event of a shop or a form that a message was sent for. */
export const messageCause = z.object({
  sourceId: eventSourceId,
  /** Null when the source is no more. */
  sourceName: z.nullable(z.string()),
  eventId: incomingEventId,
  type: z.nullable(z.string()),
  /** Null when the event was forgotten. */
  receivedAtMs: z.nullable(timeMs),
});
export type MessageCause = z.infer<typeof messageCause>;

/** Where a message is, what happened to it, and what will happen next. */
export const messageLife = z.object({
  message,
  /** Since when it stands where it stands; null where that was not written down. */
  sinceMs: z.nullable(timeMs),
  /** When the provider took it, or let it go after it had held it back. */
  acceptedAtMs: z.nullable(timeMs),
  /** Counted attempts of the present sending. */
  attempts: z.int(),
  maxAttempts: z.int(),
  journal: z.array(journalEntry),
  /** Whether entries before these are not kept any more. */
  isJournalCut: z.boolean(),
  next: nextStep,
  /** Only while it waits to be sent, or its file to be fetched. */
  place: z.nullable(queuePlace),
  /** Oldest first; null for those who may not see webhooks. */
  told: z.nullable(z.array(toldReceiver)),
  /** Where `told` goes on; null when it is all of it. */
  toldCursor: z.nullable(z.string()),
  /** Why it was sent, where an event from outside was the cause. */
  cause: z.nullable(messageCause),
  deadLetters: z.array(lifeDeadLetter),
});
export type MessageLife = z.infer<typeof messageLife>;

/** Our own id of a message, or the provider's. */
export const anyMessageId = z.union([messageId, z.string().check(z.regex(/^wamid\.[\x21-\x7e]{1,250}$/))]);

/** Which company's message an operator of the deployment looks for: its id or short name; absent: one's own. */
export const operatorLifeQuery = z.strictObject({
  company: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
});

/** More of what webhooks were told of a message. */
export const toldReceiverList = listOf(toldReceiver);
export const toldQuery = z.strictObject(pageQuery);
export const operatorToldQuery = z.extend(operatorLifeQuery, pageQuery);
