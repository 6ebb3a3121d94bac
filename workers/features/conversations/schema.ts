import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { CONVERSATION_STATUSES } from '../../contracts/api/conversations.ts';
import { MESSAGE_ORIGINS, MESSAGE_STATUSES } from '../../contracts/api/messages.ts';

const DIRECTIONS = ['inbound', 'outbound'] as const;
/** `merged`: its contact was joined with another who has a conversation on the same channel; nobody sees it. */
const STORED_STATUSES = [...CONVERSATION_STATUSES, 'merged'] as const;
export const AMENDMENT_KINDS = ['reaction', 'edit', 'revoke'] as const;

/** In SQL: what says something about another message has a row too, and shows in that message alone. */
export const isShownInThread = (message: string) =>
  `${message}.type NOT IN (${AMENDMENT_KINDS.map((kind) => `'${kind}'`).join(', ')})`;

/** How far the chain of waiting messages is followed. Ours: nobody writes a thousand replies that all wait. */
export const MAX_CHAIN = 1_000;

/**
 * How much older a message of a thread's other conversation must be before one that was merged away waits for it, in
 * milliseconds. Ours: times are of isolates whose clocks differ; with chains that go by when they were written, and times
 * that do not, two could wait for each other for ever.
 */
export const SURELY_OLDER_MS = 10_000;

export const conversations = sqliteTable(
  'conversations',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    contactId: text('contact_id').notNull(),
    channelId: text('channel_id').notNull(),
    status: text('status', { enum: STORED_STATUSES }).notNull(),
    assigneeId: text('assignee_id'),
    snoozedUntilMs: integer('snoozed_until_ms'),
    unreadCount: integer('unread_count').notNull(),
    lastMessageAtMs: integer('last_message_at_ms').notNull(),
    lastMessageId: text('last_message_id'),
    lastMessageText: text('last_message_text'),
    lastMessageType: text('last_message_type'),
    lastMessageDirection: text('last_message_direction', { enum: DIRECTIONS }),
    /** JSON of `LastMessageFacts`: what the list says of it beside its text. */
    lastMessageFacts: text('last_message_facts'),
    /** When the customer last wrote: the 24-hour window counts from here. */
    lastInboundAtMs: integer('last_inbound_at_ms'),
    /** The tail of the chain of outbound messages: each is sent only when the one before it is finished. */
    lastOutboundId: text('last_outbound_id'),
    /** Where this one goes on: the conversation of the contact that its own was joined with. */
    mergedIntoId: text('merged_into_id'),
    /** JSON of `Referral`: the newest ad or post that the customer came from. */
    referral: text('referral'),
    /** JSON of `StoredHandover`: whether another app of the company has the thread at Meta. */
    handover: text('handover'),
    /** Since when automations stay silent, because a person answered on the phone app; null: they may speak. */
    automationsPausedAtMs: integer('automations_paused_at_ms'),
    /** Counts messages and their statuses; `version` counts people's edits. */
    activitySeq: integer('activity_seq').notNull(),
    version: integer('version').notNull(),
    /** Only of groups: when WhatsApp was last asked who is a member, whatever it said. */
    membersAskedAtMs: integer('members_asked_at_ms'),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('conversations_contact_channel').on(t.companyId, t.contactId, t.channelId),
    index('conversations_by_status').on(t.companyId, t.status, t.lastMessageAtMs, t.id),
    // Only of assigned ones: most that arrive are nobody's yet, and pay nothing for it.
    index('conversations_by_assignee')
      .on(t.companyId, t.assigneeId, t.status, t.lastMessageAtMs, t.id)
      .where(sql`assignee_id is not null`),
    // Only of merged ones, which are few: what a thread goes on from.
    index('conversations_by_merge')
      .on(t.companyId, t.mergedIntoId)
      .where(sql`merged_into_id is not null`),
  ],
);

export const messages = sqliteTable(
  'messages',
  {
    companyId: text('company_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    /** Begins with the provider's time: the key is the order of the thread. */
    id: text('id').notNull(),
    channelId: text('channel_id').notNull(),
    externalId: text('external_id'),
    direction: text('direction', { enum: DIRECTIONS }).notNull(),
    type: text('type').notNull(),
    text: text('text'),
    status: text('status', { enum: MESSAGE_STATUSES }).notNull(),
    /** JSON of `MessageError`. */
    error: text('error'),
    /** JSON of the type's own content as Meta gave it; beyond `MAX_CONTENT_BYTES` its beginning, with a `WholeContent`. */
    content: text('content'),
    authorId: text('author_id'),
    /** JSON of `MessageSender`: who of a group wrote it; null outside groups. */
    sender: text('sender'),
    /** Where it was written when neither the customer's phone nor Recado sent it just now. */
    origin: text('origin', { enum: MESSAGE_ORIGINS }),
    /** JSON of `MessageMedia`: the file and how far it has come; null for types without one. */
    media: text('media'),
    /** JSON of `MessagePricing`. */
    pricing: text('pricing'),
    /** JSON of `StoredReaction[]`: the newest of each person; one taken back stays as such, so that times can be compared. */
    reactions: text('reactions'),
    /** JSON of `MessageEdit[]`: the earlier texts, oldest first. */
    edits: text('edits'),
    editedAtMs: integer('edited_at_ms'),
    /** Deleted for everyone: what it said is gone. */
    revokedAtMs: integer('revoked_at_ms'),
    /** Who decided what became of it when the provider's answer was lost for good. */
    decidedById: text('decided_by_id'),
    /** The `Idempotency-Key` it was sent with. */
    clientKey: text('client_key'),
    sentAtMs: integer('sent_at_ms').notNull(),
    acceptedAtMs: integer('accepted_at_ms'),
    deliveredAtMs: integer('delivered_at_ms'),
    readAtMs: integer('read_at_ms'),
    playedAtMs: integer('played_at_ms'),
    failedAtMs: integer('failed_at_ms'),
    /** The message of the same conversation that this outbound one answers or reacts to. */
    replyToId: text('reply_to_id'),
    /** The outbound message before this one in the conversation. */
    afterId: text('after_id'),
    /** JSON of `JournalEntry[]`: what was tried and decided to get it sent, the newest hundred, oldest first. */
    journal: text('journal'),
    /** Counted attempts to send. */
    attempts: integer('attempts').notNull().default(0),
    /** Not before this; null when at once. */
    dueAtMs: integer('due_at_ms'),
    /** Under which time its wake-up is kept. */
    wakeupAtMs: integer('wakeup_at_ms'),
    /** While `sending`: after this the outcome is unknown. */
    leaseUntilMs: integer('lease_until_ms'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.conversationId, t.id] }),
    uniqueIndex('messages_external')
      .on(t.companyId, t.channelId, t.externalId)
      .where(sql`external_id is not null`),
    // Only what failed pays for it.
    index('messages_failed')
      .on(t.companyId, t.channelId, t.failedAtMs)
      .where(sql`status = 'failed'`),
  ],
);

/** Who is or was in a group, or has written there. A row per person, not per message: times are written once a day at most. */
export const conversationAuthors = sqliteTable(
  'conversation_authors',
  {
    companyId: text('company_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    contactId: text('contact_id').notNull(),
    /** As they were called when the row was written. */
    name: text('name'),
    /** At most a day before they last wrote; 0 when they never have. */
    wroteAtMs: integer('wrote_at_ms').notNull(),
    /** The newest time at which WhatsApp said that they are a member; null where it never did. */
    memberAtMs: integer('member_at_ms'),
    /** The newest time at which WhatsApp said that they are none. */
    goneAtMs: integer('gone_at_ms'),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.conversationId, t.contactId] })],
);

/** Statuses that came before their message: applied, and removed, by whichever side comes second. */
export const pendingUpdates = sqliteTable(
  'pending_updates',
  {
    companyId: text('company_id').notNull(),
    channelId: text('channel_id').notNull(),
    externalId: text('external_id').notNull(),
    status: text('status', { enum: MESSAGE_STATUSES }).notNull(),
    atMs: integer('at_ms').notNull(),
    /** JSON of `MessageError`. */
    error: text('error'),
    /** JSON of `MessagePricing`. */
    pricing: text('pricing'),
    receivedAtMs: integer('received_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.channelId, t.externalId, t.status] })],
);

/** Reactions, edits, revokes and payments that came before their message: applied, and removed, by whichever comes second. */
export const pendingAmendments = sqliteTable(
  'pending_amendments',
  {
    companyId: text('company_id').notNull(),
    channelId: text('channel_id').notNull(),
    /** The message that is amended. */
    externalId: text('external_id').notNull(),
    kind: text('kind', { enum: [...AMENDMENT_KINDS, 'payment'] }).notNull(),
    /** Whose it is, in the spelling of `StoredReaction.by`. */
    by: text('by').notNull(),
    atMs: integer('at_ms').notNull(),
    /** JSON of the amendment. */
    payload: text('payload').notNull(),
    receivedAtMs: integer('received_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.channelId, t.externalId, t.kind, t.by] })],
);

/** Which message an `Idempotency-Key` made, so that the same request never makes a second one. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    companyId: text('company_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of the request: the same key with other content is refused. */
    requestHash: text('request_hash').notNull(),
    conversationId: text('conversation_id').notNull(),
    messageId: text('message_id').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.key] })],
);
