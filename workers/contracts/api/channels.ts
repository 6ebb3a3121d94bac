import * as z from 'zod/mini';
import { channelId, timeMs } from '../ids.ts';
import { listOf, pageQuery } from './list.ts';

/** An id of Meta's: digits today, but Meta calls it an opaque text. */
const metaId = z
  .string()
  .check(z.regex(/^\w{1,64}$/, 'Copy the id from Meta: letters, digits and underscores.'));

/** Which app signs this channel's webhooks: the deployment's, or the company's own. */
export const APPS = ['deployment', 'company'] as const;

export const createChannelRequest = z.strictObject({
  kind: z.literal('cloud'),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  phoneNumberId: metaId,
  wabaId: metaId,
  displayPhoneNumber: z.string().check(z.minLength(4), z.maxLength(32)),
  accessToken: z.string().check(z.minLength(1), z.maxLength(1024)),
  app: z._default(z.enum(APPS), 'deployment'),
  /** No Graph call; accepted only where the deployment is local. */
  skipVerification: z._default(z.boolean(), false),
});
export type CreateChannelRequest = z.infer<typeof createChannelRequest>;

export const channel = z.object({
  id: channelId,
  kind: z.literal('cloud'),
  name: z.string(),
  phoneNumberId: z.string(),
  wabaId: z.string(),
  displayPhoneNumber: z.string(),
  app: z.enum(APPS),
  /** Since when it is connected no more; null while it is. */
  disconnectedAtMs: z.nullable(timeMs),
  createdAtMs: timeMs,
});
export type Channel = z.infer<typeof channel>;
export const channelList = listOf(channel);

/**
 * What is known of a channel's state at Meta. `account_…` facts are the whole account's and stand under each of its
 * numbers; the rest is the number's own.
 */
export const CHANNEL_FACTS = [
  'quality',
  'messaging_limit',
  'throughput',
  'name_status',
  'verified_name',
  'number_status',
  'token',
  'webhook',
  'breaker',
  'send_errors',
  'account_review',
  'account_status',
  'account_restrictions',
  'payment',
] as const;
export type ChannelFact = (typeof CHANNEL_FACTS)[number];

export const CHANNEL_EVENT_KINDS = ['status', 'account', 'unknown'] as const;

/**
 * Something a channel received that is not a message in a thread: the status of a message that Recado did not
 * send, an account event, or a field that Recado does not know.
 */
export const channelEvent = z.object({
  id: z.string(),
  channelId,
  kind: z.enum(CHANNEL_EVENT_KINDS),
  /** Meta's webhook field, for example `messages` or `account_update`. */
  field: z.string(),
  /** Meta's word for what happened, for example `delivered` or `ACCOUNT_RESTRICTION`; null where there is none. */
  name: z.nullable(z.string()),
  externalId: z.nullable(z.string()),
  occurredAtMs: timeMs,
  receivedAtMs: timeMs,
  /** Meta's own value as it came; null where it was too large to keep beside the row. */
  payload: z.unknown(),
});
export type ChannelEvent = z.infer<typeof channelEvent>;
export const channelEventQuery = z.strictObject({
  kind: z.optional(z.enum(CHANNEL_EVENT_KINDS)),
  ...pageQuery,
});
export const channelEventList = listOf(channelEvent);
