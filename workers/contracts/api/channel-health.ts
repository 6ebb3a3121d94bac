import * as z from 'zod/mini';
import { channelId, timeMs } from '../ids.ts';
import { alert } from './alerts.ts';
import { CHANNEL_FACTS } from './channels.ts';

/** One thing that is known of a channel, and of when that is. */
export const channelHealthFact = z.object({
  fact: z.enum(CHANNEL_FACTS),
  value: z.unknown(),
  asOfMs: timeMs,
});
export type ChannelHealthFact = z.infer<typeof channelHealthFact>;

/** How one part of a phone app's past stands: Meta was asked and gives it, is asked again, or does not give it. */
export const syncState = z.object({
  state: z.enum(['asked', 'waiting', 'refused']),
  tries: z.int(),
  nextAtMs: z.nullable(timeMs),
  problem: z.nullable(z.string()),
});
export type SyncState = z.infer<typeof syncState>;
export const phoneAppSync = z.object({ untilMs: timeMs, contacts: syncState, history: syncState });
export type PhoneAppSync = z.infer<typeof phoneAppSync>;

/** The values of facts that this page of the contract promises; whatever is missing is not known. */
export const healthFactValues = {
  quality: z.object({ rating: z.string() }),
  messaging_limit: z.object({ tier: z.string(), peoplePerDay: z.nullable(z.number()) }),
  throughput: z.object({ level: z.string(), messagesPerSecond: z.nullable(z.number()) }),
  /** Whether the number is used in the phone app too: Meta then takes 20 messages a second of it, whatever its level. */
  phone_app: z.object({ isOnPhoneApp: z.boolean() }),
  /** What was asked for of the phone app's past when the number was connected beside it. */
  phone_app_sync: phoneAppSync,
  name_status: z.object({ status: z.string(), requestedName: z.nullable(z.string()) }),
  verified_name: z.object({ name: z.string() }),
  number_status: z.object({
    status: z.string(),
    codeVerification: z.nullable(z.string()),
    platform: z.nullable(z.string()),
  }),
  token: z.object({
    isValid: z.boolean(),
    expiresAtMs: z.nullable(timeMs),
    missingScopes: z.array(z.string()),
    problem: z.nullable(z.string()),
  }),
  /** When something of the kind came in last, and when a message was handed to Meta last. */
  webhook: z.object({
    lastMessageAtMs: z.optional(timeMs),
    lastStatusAtMs: z.optional(timeMs),
    lastNoticeAtMs: z.optional(timeMs),
    lastSendAtMs: z.optional(timeMs),
  }),
  send_errors: z.object({
    errors: z.array(z.object({ code: z.int(), title: z.string(), detail: z.string(), lastAtMs: timeMs })),
  }),
  subscription: z.object({ isSubscribed: z.boolean() }),
  account_review: z.object({ decision: z.string() }),
  account_status: z.object({
    state: z.string(),
    event: z.nullable(z.string()),
    detail: z.nullable(z.string()),
  }),
  account_restrictions: z.object({
    restrictions: z.array(z.object({ type: z.string(), untilMs: z.nullable(timeMs) })),
  }),
  payment: z.object({ configuration: z.nullable(z.string()), status: z.string() }),
  security: z.object({ event: z.string() }),
} as const;

export const channelHealth = z.object({
  channelId,
  /** When Meta was asked last; null: never. */
  checkedAtMs: z.nullable(timeMs),
  facts: z.array(channelHealthFact),
  /** Open troubles of the number and its account, the worst first. */
  alerts: z.array(alert),
  /** Templates of the account, by whether they can be sent. */
  templates: z.object({ approved: z.int(), pending: z.int(), rejected: z.int(), stopped: z.int() }),
});
export type ChannelHealth = z.infer<typeof channelHealth>;
