import * as z from 'zod/mini';
import { channelId, contactId, conversationId, messageId, timeMs, userId } from '../ids.ts';
import { listOf, pageQuery } from './list.ts';
import { message } from './messages.ts';

/** The longest search, in characters. Ours. */
export const MAX_SEARCH_CHARACTERS = 200;
/** Most words of one search, as a person counts them: between blanks. Ours. */
export const MAX_SEARCH_WORDS = 10;

const wordCount = (q: string) => q.split(/[\s"]+/u).filter((word) => word !== '').length;

export const messageSearchQuery = z.strictObject({
  /** All words must occur, the last one may be the beginning of a word; "in quotes" they must follow each other. */
  q: z.string().check(
    z.trim(),
    z.minLength(1, 'Write what to look for.'),
    z.maxLength(MAX_SEARCH_CHARACTERS),
    z.refine((q) => wordCount(q) <= MAX_SEARCH_WORDS, `Use at most ${MAX_SEARCH_WORDS} words.`),
  ),
  contactId: z.optional(contactId),
  channelId: z.optional(channelId),
  /** Who of the company wrote it. */
  authorId: z.optional(userId),
  /** Sent at this time or later, in milliseconds. */
  after: z.optional(z.coerce.number().check(timeMs)),
  /** Sent before this time, in milliseconds. */
  before: z.optional(z.coerce.number().check(timeMs)),
  ...pageQuery,
});
export type MessageSearchQuery = z.infer<typeof messageSearchQuery>;

export const foundMessage = z.object({
  message: z.object({
    id: messageId,
    conversationId,
    channelId,
    direction: z.enum(['inbound', 'outbound']),
    text: z.string(),
    sentAtMs: timeMs,
    authorId: z.nullable(userId),
  }),
  conversation: z.object({
    id: conversationId,
    contact: z.object({ id: contactId, name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  }),
  /** Where the words stand in `text`, in order, as [start, end) in UTF-16 code units. */
  highlights: z.array(z.tuple([z.int(), z.int()])),
});
export type FoundMessage = z.infer<typeof foundMessage>;

/** The newest message first. A page may be short, or empty, and still have a next one. */
export const foundMessageList = listOf(foundMessage);
export type FoundMessageList = z.infer<typeof foundMessageList>;

/** Messages before and after one message, itself included, the newest first. */
export const messagesAround = z.object({
  items: z.array(message),
  /** Where the thread's list goes on with older messages; null at its beginning. */
  nextCursor: z.nullable(z.string()),
  /** Whether the thread has newer messages than these. */
  hasNewer: z.boolean(),
});
export type MessagesAround = z.infer<typeof messagesAround>;

export const messagesAroundQuery = z.strictObject({
  /** How many messages on each side. */
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 25),
});
