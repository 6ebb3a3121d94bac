import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { APPS, CHANNEL_EVENT_KINDS, CHANNEL_FACTS } from '../../contracts/api/channels.ts';

export const channels = sqliteTable(
  'channels',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind', { enum: ['cloud'] }).notNull(),
    name: text('name').notNull(),
    phoneNumberId: text('phone_number_id').notNull(),
    wabaId: text('waba_id').notNull(),
    displayPhoneNumber: text('display_phone_number').notNull(),
    app: text('app', { enum: APPS }).notNull(),
    /** The id of the company's own app at Meta, where it was given: samples of templates belong to it. */
    appId: text('app_id'),
    accessTokenSealed: text('access_token_sealed').notNull(),
    /** Since when it is connected no more: its history stays, nothing is received or sent. */
    disconnectedAtMs: integer('disconnected_at_ms'),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

/** What is known of a channel's state at Meta, a row per fact. News that are older than the row change nothing. */
export const channelFacts = sqliteTable(
  'channel_facts',
  {
    companyId: text('company_id').notNull(),
    channelId: text('channel_id').notNull(),
    fact: text('fact', { enum: CHANNEL_FACTS }).notNull(),
    /** JSON, of the fact's own shape. */
    value: text('value').notNull(),
    asOfMs: integer('as_of_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.channelId, t.fact] })],
);

/** Readings of the archive again, for what was missed or read wrongly. */
export const replays = sqliteTable(
  'replays',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    channelId: text('channel_id').notNull(),
    fromMs: integer('from_ms').notNull(),
    toMs: integer('to_ms').notNull(),
    state: text('state', { enum: ['queued', 'running', 'done', 'failed', 'cancelled'] }).notNull(),
    /** The last archive object that was read. */
    cursor: text('cursor'),
    objectsRead: integer('objects_read').notNull(),
    itemsRead: integer('items_read').notNull(),
    error: text('error'),
    createdById: text('created_by_id').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    finishedAtMs: integer('finished_at_ms'),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

/** What a channel received that is not a message in a thread. */
export const channelEvents = sqliteTable(
  'channel_events',
  {
    companyId: text('company_id').notNull(),
    channelId: text('channel_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind', { enum: CHANNEL_EVENT_KINDS }).notNull(),
    field: text('field').notNull(),
    name: text('name'),
    externalId: text('external_id'),
    /** What makes a second delivery of the same thing the same. */
    dedupeKey: text('dedupe_key').notNull(),
    payload: text('payload'),
    occurredAtMs: integer('occurred_at_ms').notNull(),
    receivedAtMs: integer('received_at_ms').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.channelId, t.id] }),
    uniqueIndex('channel_events_dedupe').on(t.companyId, t.channelId, t.dedupeKey),
  ],
);
