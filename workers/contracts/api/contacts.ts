import * as z from 'zod/mini';
import { channelId, contactId, mergeId, timeMs, userId } from '../ids.ts';
import { listOf, pageQuery } from './list.ts';

export const CONTACT_KINDS = ['person', 'group'] as const;
export const OPT_OUT_SOURCES = ['customer', 'meta', 'agent'] as const;

export const contact = z.object({
  id: contactId,
  kind: z.enum(CONTACT_KINDS),
  /** What agents call them: the name an agent gave, else the WhatsApp profile name, else null. */
  name: z.nullable(z.string()),
  profileName: z.nullable(z.string()),
  /** Digits with country code and no plus sign; null when WhatsApp hides the number. */
  phone: z.nullable(z.string()),
  /** WhatsApp's business-scoped user id. */
  userId: z.nullable(z.string()),
  /** The same of the parent business portfolio. */
  parentUserId: z.nullable(z.string()),
  username: z.nullable(z.string()),
  /** Since when they want no marketing, and by whose word; null: nothing stands against it. */
  marketingOptOutAtMs: z.nullable(timeMs),
  marketingOptOutSource: z.nullable(z.enum(OPT_OUT_SOURCES)),
  notes: z.string(),
  version: z.int(),
  createdAtMs: timeMs,
});
export type Contact = z.infer<typeof contact>;
export const contactList = listOf(contact);

/** `q` matches the beginning of any word of the name, or of the phone number with or without its country code. */
export const contactQuery = z.strictObject({
  q: z.optional(z.string().check(z.trim(), z.maxLength(80))),
  ...pageQuery,
});

export const updateContactRequest = z.strictObject({
  version: z.int(),
  name: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(120)))),
  notes: z.optional(z.string().check(z.maxLength(4000))),
  /** What they told an agent. */
  wantsMarketing: z.optional(z.boolean()),
});
export type UpdateContactRequest = z.infer<typeof updateContactRequest>;

/** `phone` in international format, however it is written. */
export const saveContactRequest = z.strictObject({
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(120))),
  phone: z.string().check(z.minLength(4), z.maxLength(40)),
  notes: z.optional(z.string().check(z.maxLength(4000))),
});
export type SaveContactRequest = z.infer<typeof saveContactRequest>;

export const IDENTIFIER_NAMES = ['phone', 'user_id', 'parent_user_id', 'group', 'username'] as const;

/** By what a contact is known on WhatsApp, or was. */
export const knownIdentifier = z.object({
  kind: z.enum(IDENTIFIER_NAMES),
  /** A phone is digits with country code; a past one is in the form in which national variants are compared. */
  value: z.string(),
  isPast: z.boolean(),
  /** Until when a past one was theirs; null where that was not said. */
  untilMs: z.nullable(timeMs),
});
export type KnownIdentifier = z.infer<typeof knownIdentifier>;
export const knownIdentifierList = z.object({ items: z.array(knownIdentifier) });

/** The older of the two contacts stays, and takes over what it did not have. */
export const mergeContactRequest = z.strictObject({ otherContactId: contactId });

export const MERGE_REASONS = ['seen_together', 'person'] as const;

/** Two contacts that became one. */
export const contactMerge = z.object({
  id: mergeId,
  /** The one that is not shown any more, as it was. */
  from: z.object({ id: contactId, name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  /** `seen_together`: WhatsApp named both as one person; `person`: somebody of the company joined them. */
  reason: z.enum(MERGE_REASONS),
  byUserId: z.nullable(userId),
  atMs: timeMs,
  undoneAtMs: z.nullable(timeMs),
  undoneById: z.nullable(userId),
  /** Only the newest merge of a contact can be undone: later ones may have built on earlier ones. */
  canUndo: z.boolean(),
});
export type ContactMerge = z.infer<typeof contactMerge>;
export const contactMergeList = z.object({ items: z.array(contactMerge) });

const mergeSide = z.object({
  contact,
  identifiers: z.array(knownIdentifier),
  conversationCount: z.int(),
  messageCount: z.int(),
  /** False: there are more messages than are counted. */
  isMessageCountExact: z.boolean(),
});
export type MergeSide = z.infer<typeof mergeSide>;

export const mergePreviewQuery = z.strictObject({ otherContactId: contactId });

/** What merging two contacts would do. */
export const mergePreview = z.object({
  /** The older of the two. */
  stays: mergeSide,
  /** The one that is not shown any more. */
  goes: mergeSide,
  /** The contact that both become, as it would be. */
  result: contact,
  /** Of the conversations of the one that goes: those that go on in one of the other's, and those that change hands. */
  joinedChannelIds: z.array(channelId),
  movedChannelIds: z.array(channelId),
});
export type MergePreview = z.infer<typeof mergePreview>;
