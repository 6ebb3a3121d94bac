import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { APPS, CHANNEL_EVENT_KINDS } from '../../contracts/api/channels.ts';

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
    accessTokenSealed: text('access_token_sealed').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
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
