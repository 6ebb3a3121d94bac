import * as z from 'zod/mini';
import { channelId, conversationId, messageId, timeMs, userId } from '../ids.ts';
import { META_LIMITS } from '../limits.ts';
import { listOf, pageQuery } from './list.ts';

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

export const messageMedia = z.object({
  id: z.nullable(z.string()),
  mimeType: z.nullable(z.string()),
  sha256: z.nullable(z.string()),
  filename: z.nullable(z.string()),
  voice: z.boolean(),
  animated: z.boolean(),
});
export type MessageMedia = z.infer<typeof messageMedia>;

export const messageContext = z.object({
  externalId: z.nullable(z.string()),
  forwarded: z.boolean(),
});
export type MessageContext = z.infer<typeof messageContext>;

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
  /** The user who wrote it; null for inbound messages and for those that no person wrote. */
  authorId: z.nullable(userId),
  /** The `Idempotency-Key` it was sent with, so that a client knows its own message in whichever way it comes first. */
  clientKey: z.nullable(z.string()),
  /** When the sender sent it (inbound: the provider's clock), the key of the thread's order. */
  sentAtMs: timeMs,
  deliveredAtMs: z.nullable(timeMs),
  readAtMs: z.nullable(timeMs),
  failedAtMs: z.nullable(timeMs),
  media: z.nullable(messageMedia),
  context: z.nullable(messageContext),
  /** Rises with every change of this message: of two copies the larger is newer. */
  version: z.int(),
});
export type Message = z.infer<typeof message>;
export const messageList = listOf(message);
export const messageQuery = z.strictObject(pageQuery);

/** The longest `Idempotency-Key`, in characters. Source: the limit of Stripe's API, which clients know. */
export const MAX_IDEMPOTENCY_KEY_CHARACTERS = 255;
export const idempotencyKey = z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/));
