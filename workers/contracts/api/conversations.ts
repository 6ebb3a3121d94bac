import * as z from 'zod/mini';
import { channelId, contactId, conversationId, messageId, timeMs, userId } from '../ids.ts';
import { listOf, pageQuery } from './list.ts';
import { CONTACT_KINDS } from './contacts.ts';
import { messageStatus } from './messages.ts';

export const CONVERSATION_STATUSES = ['open', 'pending', 'snoozed', 'resolved'] as const;
export const conversationStatus = z.enum(CONVERSATION_STATUSES);
export type ConversationStatus = z.infer<typeof conversationStatus>;

/** The ad or post that a customer came from. Meta's words, cut to what is shown. */
export const referral = z.object({
  sourceType: z.nullable(z.string()),
  sourceId: z.nullable(z.string()),
  sourceUrl: z.nullable(z.string()),
  headline: z.nullable(z.string()),
  body: z.nullable(z.string()),
  mediaType: z.nullable(z.string()),
  /** Meta's id of the click. */
  clickId: z.nullable(z.string()),
  atMs: timeMs,
});
export type Referral = z.infer<typeof referral>;

/** Another app of the company has the thread at Meta: Recado shows it and stays silent. */
export const handover = z.object({ app: z.nullable(z.string()), sinceMs: timeMs });
export type Handover = z.infer<typeof handover>;

export const CALL_OUTCOMES = ['answered', 'missed', 'rejected', 'failed'] as const;

/** What a list says of a message beside its text. */
export const lastMessageFacts = z.object({
  /** Who of a group wrote it. */
  sender: z.nullable(z.string()),
  /** Of a document, a place, or the first of shared contacts. */
  name: z.nullable(z.string()),
  /** How many contacts were shared. */
  count: z.nullable(z.int()),
  isVoice: z.boolean(),
  /** Of a recording, a video or a call; null while it is not known. */
  durationMs: z.nullable(z.number()),
  callOutcome: z.nullable(z.enum(CALL_OUTCOMES)),
});
export type LastMessageFacts = z.infer<typeof lastMessageFacts>;

export const conversation = z.object({
  id: conversationId,
  channelId,
  contact: z.object({
    id: contactId,
    kind: z.enum(CONTACT_KINDS),
    name: z.nullable(z.string()),
    phone: z.nullable(z.string()),
  }),
  status: conversationStatus,
  assigneeId: z.nullable(userId),
  /** Only while snoozed. */
  snoozedUntilMs: z.nullable(timeMs),
  unreadCount: z.int(),
  lastMessageAtMs: timeMs,
  /** The beginning of the newest message, for the list; null before the first message. */
  lastMessage: z.nullable(
    z.object({
      id: messageId,
      text: z.nullable(z.string()),
      type: z.string(),
      direction: z.enum(['inbound', 'outbound']),
      status: messageStatus,
      /** Null where there is nothing more to say. */
      facts: z.nullable(lastMessageFacts),
    }),
  ),
  /** Until when free text may be sent; null when the customer has never written on this channel. */
  windowEndsAtMs: z.nullable(timeMs),
  referral: z.nullable(referral),
  handover: z.nullable(handover),
  /** Since when automations stay silent, because a person answered on the phone app. */
  automationsPausedAtMs: z.nullable(timeMs),
  /** Where it goes on, when its contact was joined with another; on its own it is not shown any more. */
  mergedIntoId: z.nullable(conversationId),
  /** Counts people's edits; sent back with an edit, so that two people's edits never overwrite each other. */
  version: z.int(),
  /** Rises with every change but its last message's status: of two copies the larger is newer. */
  revision: z.int(),
});
export type Conversation = z.infer<typeof conversation>;
export const conversationList = listOf(conversation);

/** Somebody of a group: a member, or who has written there and left. */
export const participant = z.object({
  contactId,
  name: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  /** Null when they have never written. */
  lastWroteAtMs: z.nullable(timeMs),
  /** As far as WhatsApp has told. */
  isMember: z.boolean(),
});
export type Participant = z.infer<typeof participant>;
export const participantList = listOf(participant);

export const conversationQuery = z.strictObject({
  /** One status, or `all`. */
  status: z._default(z.enum([...CONVERSATION_STATUSES, 'all']), 'all'),
  /** A user's id, `me`, or `none` for unassigned. */
  assignee: z.optional(z.union([z.enum(['me', 'none']), userId])),
  channelId: z.optional(channelId),
  /** All of one contact: one per channel. */
  contactId: z.optional(contactId),
  /** Matches contacts as in the contact list. */
  q: z.optional(z.string().check(z.trim(), z.maxLength(80))),
  ...pageQuery,
});
export type ConversationQuery = z.infer<typeof conversationQuery>;

export const startConversationRequest = z.union([
  z.strictObject({
    channelId,
    /** International format, with or without plus sign and separators. */
    phone: z.string().check(z.minLength(5), z.maxLength(32)),
    name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(120))),
  }),
  /** Somebody who is known already, also without a number. */
  z.strictObject({ channelId, contactId }),
]);
export type StartConversationRequest = z.infer<typeof startConversationRequest>;

/** A person's edit. `version` is the one the person saw; an older one is refused with 409 `conflict`. */
export const updateConversationRequest = z.union([
  z.strictObject({ version: z.int(), status: z.enum(['open', 'pending', 'resolved']) }),
  z.strictObject({ version: z.int(), status: z.literal('snoozed'), snoozedUntilMs: timeMs }),
  z.strictObject({ version: z.int(), assigneeId: z.nullable(userId) }),
]);
export type UpdateConversationRequest = z.infer<typeof updateConversationRequest>;
