import * as z from 'zod/mini';
import { outgoingEventId, timeMs, userId, webhookId } from '../ids.ts';
import { MAX_WEBHOOK_URL_CHARACTERS, MAX_WEBHOOKS_PER_COMPANY } from '../limits.ts';
import { jobPlace } from './job-place.ts';
import { listOf, pageQuery } from './list.ts';

/** What a company can be told of. */
export const EVENT_TYPES = [
  /** A customer wrote. */
  'message.received',
  /** The company wrote: in Recado, or in its phone app. */
  'message.created',
  /** An outbound message is somewhere else on its way: sent, delivered, read, failed, unknown. */
  'message.status',
  /** An inbound message changed: its file is there, it was edited or revoked. */
  'message.updated',
  /** Somebody reacted to a message, the customer's or the company's, or took the reaction back. */
  'message.reacted',
  'conversation.created',
  'conversation.updated',
  'contact.created',
  'contact.updated',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
/** What the test button sends; nobody subscribes to it. */
export const TEST_EVENT = 'webhook.test';

const families = [...new Set(EVENT_TYPES.map((type) => type.slice(0, type.indexOf('.'))))];
/** Types, all types of a family (`message.*`), or everything (`*`). */
export const EVENT_PATTERNS = ['*', ...families.map((family) => `${family}.*`), ...EVENT_TYPES] as const;
const eventPattern = z.enum(EVENT_PATTERNS, `Use one of ${EVENT_PATTERNS.join(', ')}.`);
const events = z
  .array(eventPattern)
  .check(z.minLength(1, 'Choose at least one event.'), z.maxLength(EVENT_PATTERNS.length));

const url = z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_WEBHOOK_URL_CHARACTERS));
const description = z.string().check(z.trim(), z.maxLength(120));

/** Why nothing is sent: a person switched it off, the receiver answered 410, or it failed for too long. */
export const DISABLED_REASONS = ['person', 'gone', 'failing'] as const;

/** An address that is told of events. */
export const webhook = z.object({
  id: webhookId,
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  isEnabled: z.boolean(),
  disabledReason: z.nullable(z.enum(DISABLED_REASONS)),
  /** Since when every delivery has failed; null while they succeed. */
  failingSinceMs: z.nullable(timeMs),
  lastDeliveredAtMs: z.nullable(timeMs),
  /** Until when deliveries are also signed with the secret before the last rotation. */
  previousSecretUntilMs: z.nullable(timeMs),
  /** When the next secret can be made; null: at once. */
  rotatableAtMs: z.nullable(timeMs),
  createdById: userId,
  createdAtMs: timeMs,
  version: z.int(),
});
export type Webhook = z.infer<typeof webhook>;
/** All of them: a company has at most `MAX_WEBHOOKS_PER_COMPANY`. */
export const webhookList = listOf(webhook);

/** The only time that the secret is shown. */
export const webhookWithSecret = z.extend(webhook, { secret: z.string() });
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

export const createWebhookRequest = z.strictObject({ url, events, description: z._default(description, '') });
export type CreateWebhookRequest = z.infer<typeof createWebhookRequest>;

export const editWebhookRequest = z.strictObject({
  version: z.int(),
  url: z.optional(url),
  events: z.optional(events),
  description: z.optional(description),
  isEnabled: z.optional(z.boolean()),
});
export type EditWebhookRequest = z.infer<typeof editWebhookRequest>;

/**
 * `pending`: waits for its time. `sending`: on its way now. `delivered`: the receiver answered 2xx. `failed`: given up
 * after the last try.
 */
export const DELIVERY_STATES = ['pending', 'sending', 'delivered', 'failed'] as const;

/** One try to deliver. */
export const deliveryAttempt = z.object({
  atMs: timeMs,
  durationMs: z.int(),
  /** What the receiver answered; null when it did not. */
  status: z.nullable(z.int()),
  /** What went wrong, or the beginning of the answer, masked; null when it is fine and empty. */
  detail: z.nullable(z.string()),
});
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

export const webhookDelivery = z.object({
  /** The event's id; the receiver sees it with the webhook's in `webhook-id`. */
  id: outgoingEventId,
  webhookId,
  eventType: z.string(),
  state: z.enum(DELIVERY_STATES),
  /** The newest last; of many, the newest only. */
  attempts: z.array(deliveryAttempt),
  /** Tries since it was last put back. */
  tries: z.int(),
  /** When it is tried next; null when it is over. */
  nextAtMs: z.nullable(timeMs),
  createdAtMs: timeMs,
  finishedAtMs: z.nullable(timeMs),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;
export const webhookDeliveryList = listOf(webhookDelivery);

/** The same with what is sent, and, while it waits, how far it is from its next try. */
export const inspectedDelivery = z.extend(webhookDelivery, {
  payload: z.unknown(),
  place: z.nullable(jobPlace),
});
export type InspectedDelivery = z.infer<typeof inspectedDelivery>;

export const webhookDeliveryQuery = z.strictObject({
  state: z.optional(z.enum(DELIVERY_STATES)),
  ...pageQuery,
});

export const redriveDeliveries = z.object({ redriven: z.int() });

export { MAX_WEBHOOKS_PER_COMPANY };
