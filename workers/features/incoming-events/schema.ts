import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CONTACT_EVENT_KINDS, INCOMING_EVENT_STATES } from '../../contracts/api/incoming-events.ts';

/** A shop or a form that posts events, and what is done with them. */
export const eventSources = sqliteTable(
  'event_sources',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    isEnabled: integer('is_enabled', { mode: 'boolean' }).notNull(),
    /** Of the token in the address; the token itself is kept nowhere. */
    tokenHash: text('token_hash').notNull(),
    /** JSON of `Signature`; null: the token alone is believed. */
    signature: text('signature'),
    secretSealed: text('secret_sealed'),
    /** JSON of `EventMapping`: where in a payload things stand. */
    mapping: text('mapping').notNull(),
    /** JSON of `EventAction[]`: what is sent for which type of event. */
    actions: text('actions').notNull(),
    createdById: text('created_by_id').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    version: integer('version').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

/** What came, and what became of it. */
export const incomingEvents = sqliteTable(
  'incoming_events',
  {
    companyId: text('company_id').notNull(),
    sourceId: text('source_id').notNull(),
    id: text('id').notNull(),
    /** By what a repeat is known: the shop's own id, or a hash of the body. */
    eventKey: text('event_key').notNull(),
    type: text('type'),
    state: text('state', { enum: INCOMING_EVENT_STATES }).notNull(),
    /** JSON of `{headers, body}`; null when it lies in the archive bucket. */
    payload: text('payload'),
    payloadKey: text('payload_key'),
    contactId: text('contact_id'),
    conversationId: text('conversation_id'),
    messageId: text('message_id'),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    runs: integer('runs').notNull(),
    /** When the job that works on it tries again, while its last try failed. */
    nextTryAtMs: integer('next_try_at_ms'),
    receivedAtMs: integer('received_at_ms').notNull(),
    finishedAtMs: integer('finished_at_ms'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.sourceId, t.id] }),
    // Only what failed pays for it.
    index('incoming_events_failed')
      .on(t.companyId, t.sourceId, t.id)
      .where(sql`state = 'failed'`),
  ],
);

/** Makes one event of its repeats. */
export const incomingEventKeys = sqliteTable(
  'incoming_event_keys',
  {
    companyId: text('company_id').notNull(),
    sourceId: text('source_id').notNull(),
    eventKey: text('event_key').notNull(),
    eventId: text('event_id').notNull(),
    atMs: integer('at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.sourceId, t.eventKey] })],
);

/** What happened to a contact outside of conversations, in order. */
export const contactEvents = sqliteTable(
  'contact_events',
  {
    companyId: text('company_id').notNull(),
    contactId: text('contact_id').notNull(),
    /** Made of what it tells of, so that telling it twice tells it once. */
    id: text('id').notNull(),
    kind: text('kind', { enum: CONTACT_EVENT_KINDS }).notNull(),
    title: text('title').notNull(),
    detail: text('detail').notNull(),
    sourceId: text('source_id'),
    eventId: text('event_id'),
    atMs: integer('at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.contactId, t.id] })],
);
