import * as z from 'zod/mini';
import {
  channelId,
  companyId,
  companyOrDeployment,
  conversationId,
  deadLetterId,
  eventSourceId,
  incomingEventId,
  messageId,
  replayId,
  timeMs,
  userId,
  webhookId,
} from './ids.ts';

/** Each lane is a queue: the platform's queues know no priority. README, "How a message travels", says what goes where. */
export const LANES = [
  'webhooks',
  'statuses',
  'messages-urgent',
  'messages',
  'campaigns',
  'jobs',
  'ai',
  'media',
  'outgoing',
] as const;
export type Lane = (typeof LANES)[number];

const envelope = {
  v: z.literal(1),
  /** How often the job has failed by its own fault; faults of the house do not count. */
  faults: z.optional(z.int().check(z.minimum(0), z.maximum(100))),
  /** The dead letter that it once was. */
  deadLetterId: z.optional(deadLetterId),
};

/** A verified delivery, or a part of one, as the JSON text that came. `ref` names it in logs and in the archive. */
export const metaDelivery = z.strictObject({
  ...envelope,
  kind: z.literal('meta.delivery'),
  lane: z.enum(['webhooks', 'statuses']),
  companyId: z.null(),
  ref: z.string().check(z.maxLength(64)),
  /** The app whose secret verified it: `deployment`, or the company's id. */
  app: z.string().check(z.maxLength(64)),
  receivedAtMs: timeMs,
  raw: z.string(),
});
export type MetaDelivery = z.infer<typeof metaDelivery>;

/** The same for one item that is larger than a queue message may be: the text lies in the archive bucket. */
export const metaSpilledDelivery = z.strictObject({
  ...envelope,
  kind: z.literal('meta.spilled-delivery'),
  lane: z.enum(['webhooks', 'statuses']),
  companyId: z.null(),
  ref: z.string().check(z.maxLength(64)),
  app: z.string().check(z.maxLength(64)),
  receivedAtMs: timeMs,
  key: z.string().check(z.maxLength(256)),
});

export const deliveryBody = z.discriminatedUnion('kind', [metaDelivery, metaSpilledDelivery]);
export type DeliveryBody = z.infer<typeof deliveryBody>;

const messageRef = z.strictObject({ conversationId, messageId });

/** Look at this message: send it if it is due. */
export const messageSend = z.strictObject({
  ...envelope,
  kind: z.literal('message.send'),
  lane: z.literal('messages-urgent'),
  companyId,
  ref: messageRef,
});
export type MessageSend = z.infer<typeof messageSend>;

/** The provider has answered, and the database could not store it. */
export const messageOutcome = z.strictObject({
  ...envelope,
  kind: z.literal('message.outcome'),
  lane: z.literal('messages-urgent'),
  companyId,
  ref: messageRef,
  /** Which claim the answer is to: an answer that comes twice says nothing about a later one. */
  leaseUntilMs: timeMs,
  atMs: timeMs,
  /** JSON of the `SendOutcome`. */
  outcome: z.string().check(z.maxLength(4000)),
});
export type MessageOutcome = z.infer<typeof messageOutcome>;

/** A stop of this channel has ended: let what waited for it go, one after the other. */
export const channelRelease = z.strictObject({
  ...envelope,
  kind: z.literal('channel.release'),
  lane: z.literal('messages-urgent'),
  companyId,
  ref: z.strictObject({ channelId }),
});

/** Send again what failed while this channel could not send: a slice of it, behind a place. */
export const resendJob = z.strictObject({
  ...envelope,
  kind: z.literal('channel.resend'),
  lane: z.literal('messages'),
  companyId,
  ref: z.strictObject({
    channelId,
    byUserId: userId,
    /** What failed later is not meant. */
    untilMs: timeMs,
    after: z.strictObject({
      failedAtMs: timeMs,
      conversationId: z.string().check(z.maxLength(64)),
      id: z.string().check(z.maxLength(64)),
    }),
  }),
});
export type ResendJob = z.infer<typeof resendJob>;

export const messageJob = z.discriminatedUnion('kind', [messageSend, messageOutcome, channelRelease]);
export type MessageJob = z.infer<typeof messageJob>;

/** Look at this message's file: fetch it from the provider if it is not here yet. */
export const mediaFetch = z.strictObject({
  ...envelope,
  kind: z.literal('media.fetch'),
  lane: z.literal('media'),
  companyId,
  ref: messageRef,
});
export type MediaFetch = z.infer<typeof mediaFetch>;

/** Bring the company's search index up to its log, which has reached this number. Any number of them are one. */
export const searchJob = z.strictObject({
  ...envelope,
  kind: z.literal('search.index'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.strictObject({ seq: z.int() }),
});
export type SearchJob = z.infer<typeof searchJob>;

/** Put the next slice of open dead letters that failed alike back into their queue. */
export const redriveJob = z.strictObject({
  ...envelope,
  kind: z.literal('dead-letters.redrive'),
  lane: z.literal('jobs'),
  /** Null: those of all companies, and those that are nobody's. */
  companyId: z.nullable(companyId),
  ref: z.strictObject({
    lane: z.enum(LANES),
    kind: z.string().check(z.maxLength(64)),
    code: z.string().check(z.maxLength(64)),
    /** Ids after this one, and up to that one. */
    afterId: z.string().check(z.maxLength(64)),
    toId: z.string().check(z.maxLength(64)),
    byUserId: userId,
  }),
});
export type RedriveJob = z.infer<typeof redriveJob>;

/** Turn the next part of the company's log into deliveries of its webhooks. Any number of them are one. */
export const webhookPlanJob = z.strictObject({
  ...envelope,
  kind: z.literal('webhooks.plan'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.null(),
});
export type WebhookPlanJob = z.infer<typeof webhookPlanJob>;

/** Send what is due for one webhook. Any number of them are one. */
export const webhookPushJob = z.strictObject({
  ...envelope,
  kind: z.literal('webhooks.push'),
  lane: z.literal('outgoing'),
  companyId,
  ref: z.strictObject({ webhookId }),
});
export type WebhookPushJob = z.infer<typeof webhookPushJob>;

/** Ask Meta how this channel is. */
export const channelRefreshJob = z.strictObject({
  ...envelope,
  kind: z.literal('channel.refresh'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.strictObject({ channelId }),
});

/** Compare the templates of this channel's account with Meta's. */
export const templateSyncJob = z.strictObject({
  ...envelope,
  kind: z.literal('templates.sync'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.strictObject({ channelId }),
});

/** Ask Meta again for the past of the phone app that uses this channel's number too. */
export const phoneAppSyncJob = z.strictObject({
  ...envelope,
  kind: z.literal('channel.sync-phone-app'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.strictObject({ channelId }),
});

/** Read the next slice of the archive again for this replay. */
export const replayJob = z.strictObject({
  ...envelope,
  kind: z.literal('channel.replay'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.strictObject({ replayId }),
});
/** Ask WhatsApp who is a member of this group. */
export const groupMembersJob = z.strictObject({
  ...envelope,
  kind: z.literal('group.members'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.strictObject({ conversationId }),
});

export type ReplayJob = z.infer<typeof replayJob>;
export type ChannelJob =
  | z.infer<typeof channelRefreshJob>
  | z.infer<typeof templateSyncJob>
  | z.infer<typeof phoneAppSyncJob>
  | z.infer<typeof groupMembersJob>
  | ReplayJob;

/** Tell the customer that what they wrote was read. Any number of them are one. */
export const conversationSeen = z.strictObject({
  ...envelope,
  kind: z.literal('conversation.seen'),
  lane: z.literal('messages'),
  companyId,
  ref: z.strictObject({ conversationId }),
  /** The time of the newest message that was read: what came later is not told. */
  untilMs: timeMs,
});
export type ConversationSeen = z.infer<typeof conversationSeen>;

/** A shop or a form has posted this: keep it, and do what is to be done about it. */
export const incomingEventJob = z.strictObject({
  ...envelope,
  kind: z.literal('event.incoming'),
  lane: z.literal('jobs'),
  companyId,
  ref: z.strictObject({ sourceId: eventSourceId, eventId: incomingEventId }),
  receivedAtMs: timeMs,
  /** SHA-256 of the bytes that came. */
  bodyHash: z.string().check(z.maxLength(64)),
  /** JSON of `{headers, body}`, or where it lies in the archive bucket. */
  payload: z.union([
    z.strictObject({ text: z.string().check(z.maxLength(100_000)) }),
    z.strictObject({ key: z.string().check(z.maxLength(256)) }),
  ]),
});
export type IncomingEventJob = z.infer<typeof incomingEventJob>;

/** See whether a rule's trouble is there, or over. Any number of them are one. */
export const alertEvaluateJob = z.strictObject({
  ...envelope,
  kind: z.literal('alerts.evaluate'),
  lane: z.literal('jobs'),
  companyId: companyOrDeployment,
  ref: z.null(),
});
export type AlertEvaluateJob = z.infer<typeof alertEvaluateJob>;

/** Tell people what there is to tell of alerts. Any number of them are one. */
export const alertNotifyJob = z.strictObject({
  ...envelope,
  kind: z.literal('alerts.notify'),
  lane: z.literal('outgoing'),
  companyId: companyOrDeployment,
  ref: z.null(),
});
export type AlertNotifyJob = z.infer<typeof alertNotifyJob>;
