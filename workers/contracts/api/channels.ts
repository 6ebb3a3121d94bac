import * as z from 'zod/mini';
import { channelId, timeMs } from '../ids.ts';
import { listOf, pageQuery } from './list.ts';

/** An id of Meta's: digits today, but Meta calls it an opaque text. */
export const metaId = z
  .string()
  .check(z.regex(/^\w{1,64}$/, 'Copy the id from Meta: letters, digits and underscores.'));

/** An app's id: it stands in addresses of the Graph API. */
const metaAppId = z.string().check(z.regex(/^\d{1,32}$/, 'An app’s id has digits alone.'));
/** A two-step PIN: six digits. Source: Meta, `/{number}/register`. */
export const twoStepPin = z.string().check(z.regex(/^\d{6}$/, 'A PIN has six digits.'));
const accessToken = z.string().check(z.trim(), z.minLength(1), z.maxLength(1024));
const channelName = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));

/** Which app signs this channel's webhooks: the deployment's, or the company's own. */
export const APPS = ['deployment', 'company'] as const;

export const createChannelRequest = z.strictObject({
  kind: z.literal('cloud'),
  name: channelName,
  phoneNumberId: metaId,
  wabaId: metaId,
  displayPhoneNumber: z.string().check(z.minLength(4), z.maxLength(32)),
  accessToken,
  app: z._default(z.enum(APPS), 'deployment'),
  /** Of the company's own app, so that samples of templates can be uploaded to it. */
  appId: z.optional(metaAppId),
  /** Registers the number with this two-step PIN, for numbers that are not registered yet. */
  pin: z.optional(twoStepPin),
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
  /** The id of the company's own app at Meta, where it was given. */
  appId: z.nullable(z.string()),
  /** Since when it is connected no more; null while it is. */
  disconnectedAtMs: z.nullable(timeMs),
  createdAtMs: timeMs,
});
export type Channel = z.infer<typeof channel>;
export const channelList = listOf(channel);

/**
 * A new name, a new access token, or the id of the company's own app (null: it is not known any more). What Meta does not
 * accept for the number is refused and changes nothing.
 */
export const updateChannelRequest = z.strictObject({
  name: z.optional(channelName),
  accessToken: z.optional(accessToken),
  appId: z.optional(z.nullable(metaAppId)),
});
export type UpdateChannelRequest = z.infer<typeof updateChannelRequest>;

/** Subscribes the app to the account's webhooks again; with a PIN the number is registered again. */
export const repairChannelRequest = z.strictObject({ pin: z.optional(twoStepPin) });
export type RepairChannelRequest = z.infer<typeof repairChannelRequest>;

/** What connecting looks at, in this order. */
export const CHANNEL_CHECKS = ['app', 'token', 'number', 'account', 'free', 'status', 'webhooks'] as const;

export const checkChannelRequest = z.strictObject({
  phoneNumberId: metaId,
  wabaId: metaId,
  accessToken,
  app: z._default(z.enum(APPS), 'deployment'),
});
export type CheckChannelRequest = z.infer<typeof checkChannelRequest>;

/** `todo` is not right yet, but connecting makes it so. `skipped`: an earlier check has to be right first. */
export const channelCheck = z.object({
  check: z.enum(CHANNEL_CHECKS),
  state: z.enum(['right', 'todo', 'warning', 'wrong', 'skipped']),
  title: z.string(),
  /** What it means and what to do, in plain words. */
  detail: z.string(),
});
export type ChannelCheck = z.infer<typeof channelCheck>;
export const channelChecks = z.object({
  checks: z.array(channelCheck),
  /** Whether `POST /v1/channels` with the same values would connect. */
  canConnect: z.boolean(),
  /** Whether it needs a `pin` for that. */
  needsPin: z.boolean(),
  number: z.nullable(
    z.object({ displayPhoneNumber: z.nullable(z.string()), verifiedName: z.nullable(z.string()) }),
  ),
});
export type ChannelChecks = z.infer<typeof channelChecks>;

/**
 * What is known of a channel's state at Meta. `account_…` facts are the whole account's and stand under each of its
 * numbers; the rest is the number's own.
 */
export const CHANNEL_FACTS = [
  'quality',
  'messaging_limit',
  'throughput',
  'phone_app',
  'phone_app_sync',
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
  'subscription',
  'security',
  'settings',
  'connection',
] as const;
export type ChannelFact = (typeof CHANNEL_FACTS)[number];

export const CHANNEL_EVENT_KINDS = ['status', 'amendment', 'account', 'unknown'] as const;

/**
 * Something a channel received that is not a message in a thread: the status of a message that Recado did not
 * send; a reaction, an edit or a deletion of a message that Recado does not have; an account event; or a field that Recado
 * does not know.
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
