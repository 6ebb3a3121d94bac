import * as z from 'zod/mini';
import { channelId, contactId, conversationId, messageId, timeMs, userId } from '../ids.ts';
import { META_LIMITS } from '../limits.ts';
import { listOf, pageQuery } from './list.ts';
import { messageMedia } from './media.ts';
import { wholeContent } from './whole-content.ts';

/** The longest text message, in characters (Unicode code points). */
export const MAX_TEXT_CHARACTERS = META_LIMITS.textCharacters;

/**
 * `received` is an inbound message. An outbound one goes `queued → sending → sent → delivered → read → played`, or
 * ends `failed` (with the error) or `unknown` (the provider's answer was lost and no status has decided it yet).
 */
export const MESSAGE_STATUSES = [
  'received',
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
] as const;
export const messageStatus = z.enum(MESSAGE_STATUSES);
export type MessageStatus = z.infer<typeof messageStatus>;

export const messageError = z.object({
  /** Meta's error code, or 0 when the fault was not Meta's. */
  code: z.int(),
  title: z.string(),
  /** What it means and what to do, in plain words. */
  detail: z.string(),
});
export type MessageError = z.infer<typeof messageError>;

export const messageContext = z.object({
  /** The message that this one answers. */
  externalId: z.nullable(z.string()),
  /** The same by our own id, when it is in the conversation. */
  messageId: z.nullable(messageId),
  forwarded: z.boolean(),
  frequentlyForwarded: z.boolean(),
});
export type MessageContext = z.infer<typeof messageContext>;

/**
 * Where a message was written when neither the customer's phone nor Recado sent it just now: the company's own phone
 * app, an import of old messages, or while another app of the company had the thread.
 */
export const MESSAGE_ORIGINS = ['phone_app', 'history', 'standby'] as const;

/** Who of a group wrote it. */
export const messageSender = z.object({ contactId: z.nullable(contactId), name: z.nullable(z.string()) });
export type MessageSender = z.infer<typeof messageSender>;

/** What Meta charges for it. Source: Meta, pricing in status webhooks. */
export const messagePricing = z.object({
  billable: z.nullable(z.boolean()),
  /** Meta's words, for example `PMP`, `regular`, `marketing`. */
  model: z.nullable(z.string()),
  type: z.nullable(z.string()),
  category: z.nullable(z.string()),
});
export type MessagePricing = z.infer<typeof messagePricing>;

export const messageReaction = z.object({
  emoji: z.string(),
  /** Whose: a contact's, a user's, or, with neither, the company's phone app. */
  contactId: z.nullable(contactId),
  userId: z.nullable(userId),
  atMs: timeMs,
  /** Only of the company's own. */
  own: z.nullable(
    z.object({
      /** The message that carries it, by which it can be sent again or decided about; null for the phone app's. */
      messageId: z.nullable(messageId),
      /** A failed one stands beside the one that the customer still sees. */
      status: z.enum(['queued', 'sent', 'unknown', 'failed']),
      error: z.nullable(messageError),
      /** The reaction stands, and it is its being taken back that has this status. */
      isRemoval: z.boolean(),
    }),
  ),
});
export type MessageReaction = z.infer<typeof messageReaction>;

/** An earlier text of an edited message, and until when it stood. */
export const messageEdit = z.object({ text: z.nullable(z.string()), untilMs: timeMs });
export type MessageEdit = z.infer<typeof messageEdit>;

/** Why a message is not sent yet although nothing of the conversation is before it. */
export const messageWait = z.object({
  /** Meta's error code that it waits because of, or 0 when the fault was not Meta's. */
  code: z.int(),
  title: z.string(),
  /** What it means and what to do, in plain words. */
  detail: z.string(),
  /** When it is tried next. */
  dueAtMs: timeMs,
});
export type MessageWait = z.infer<typeof messageWait>;

/**
 * How Meta holds back a message that it has taken: until it sees how people take the template, or while the template is
 * paused. It is delivered later, or dropped as `failed`. Source: Meta, template pacing, `message_status` of a send.
 */
export const HOLD_REASONS = ['held_for_quality_assessment', 'paused'] as const;
export const messageHold = z.object({ reason: z.enum(HOLD_REASONS), sinceMs: timeMs });
export type MessageHold = z.infer<typeof messageHold>;

/** What a person says became of a message whose answer was lost for good: it went out, or it is to be sent again. */
export const decisionRequest = z.strictObject({ outcome: z.enum(['sent', 'send_again']) });
export type DecisionRequest = z.infer<typeof decisionRequest>;

export const message = z.object({
  id: messageId,
  conversationId,
  channelId,
  externalId: z.nullable(z.string()),
  direction: z.enum(['inbound', 'outbound']),
  /** Meta's word: text, image, interactive, … */
  type: z.string(),
  /** What a person reads: the body, the caption, the title of the button; null where there is nothing to read. */
  text: z.nullable(z.string()),
  status: messageStatus,
  error: z.nullable(messageError),
  /** The type's own content in Meta's shape, for showing it; null where `text` says all. Of a very large one its beginning. */
  content: z.nullable(z.record(z.string(), z.unknown())),
  /** Only where `content` is no more than the beginning: how much there is. */
  wholeContent: z.nullable(wholeContent),
  /** The user who wrote it; null for inbound messages and for those that no person wrote. */
  authorId: z.nullable(userId),
  /** The `Idempotency-Key` it was sent with, so that a client knows its own message in whichever way it comes first. */
  clientKey: z.nullable(z.string()),
  /** When the sender sent it (inbound: the provider's clock), the key of the thread's order. */
  sentAtMs: timeMs,
  deliveredAtMs: z.nullable(timeMs),
  readAtMs: z.nullable(timeMs),
  playedAtMs: z.nullable(timeMs),
  failedAtMs: z.nullable(timeMs),
  media: z.nullable(messageMedia),
  context: z.nullable(messageContext),
  sender: z.nullable(messageSender),
  origin: z.nullable(z.enum(MESSAGE_ORIGINS)),
  pricing: z.nullable(messagePricing),
  reactions: z.array(messageReaction),
  /** Earlier texts, oldest first. */
  edits: z.array(messageEdit),
  editedAtMs: z.nullable(timeMs),
  /** Deleted for everyone: what it said is gone. */
  revokedAtMs: z.nullable(timeMs),
  /** Only while `queued`, and only when it waits for something. */
  waiting: z.nullable(messageWait),
  /** Only while `sent`: Meta has taken it and holds it back. */
  held: z.nullable(messageHold),
  /** Only while `unknown`: from when on a person may decide, because a report would have come by then. */
  decidableAtMs: z.nullable(timeMs),
  /** The user who decided what became of it when the provider's answer was lost for good. */
  decidedById: z.nullable(userId),
  /** Rises with every change of this message: of two copies the larger is newer. */
  version: z.int(),
});
export type Message = z.infer<typeof message>;
export const messageList = listOf(message);
export const messageQuery = z.strictObject(pageQuery);

/** The longest `Idempotency-Key`, in characters. Source: the limit of Stripe's API, which clients know. */
export const MAX_IDEMPOTENCY_KEY_CHARACTERS = 255;
/** How long a key is remembered, in days: a repeat that comes later would be sent as well. Ours: a month of an open page. */
export const IDEMPOTENCY_KEY_DAYS = 30;
export const idempotencyKey = z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/));
