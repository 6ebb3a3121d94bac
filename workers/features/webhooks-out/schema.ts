import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { DELIVERY_STATES, DISABLED_REASONS } from '../../contracts/api/webhooks.ts';

/** Addresses of a company's own systems that are told of what happens. */
export const webhooks = sqliteTable(
  'webhooks',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    url: text('url').notNull(),
    description: text('description').notNull(),
    /** JSON of patterns. */
    events: text('events').notNull(),
    secretSealed: text('secret_sealed').notNull(),
    /** Sealed JSON of the secrets before, each with its end. */
    previousSecretSealed: text('previous_secret_sealed'),
    /** When the last of them ends. */
    previousSecretUntilMs: integer('previous_secret_until_ms'),
    /** When the next secret can be made, because the first of those before it ends; null: at once. */
    rotatableAtMs: integer('rotatable_at_ms'),
    isEnabled: integer('is_enabled', { mode: 'boolean' }).notNull(),
    disabledReason: text('disabled_reason', { enum: DISABLED_REASONS }),
    /** Events up to this number of the company's log are not for it. */
    sinceSeq: integer('since_seq').notNull(),
    failingSinceMs: integer('failing_since_ms'),
    /** Until when nothing is sent to it: somebody is sending, or it has just answered nothing well. Null: it is free. */
    heldUntilMs: integer('held_until_ms'),
    lastDeliveredAtMs: integer('last_delivered_at_ms'),
    createdById: text('created_by_id').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    version: integer('version').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

/** One event for one address. Its key is the effect's: however often the log is read, an event is delivered as one. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    companyId: text('company_id').notNull(),
    webhookId: text('webhook_id').notNull(),
    /** Made of the event's time and number in the log, so that they sort, and are the same whoever makes them. */
    id: text('id').notNull(),
    eventType: text('event_type').notNull(),
    /** The message that it tells of. */
    messageId: text('message_id'),
    /** What is sent, byte for byte, however often. */
    body: text('body').notNull(),
    state: text('state', { enum: DELIVERY_STATES }).notNull(),
    tries: integer('tries').notNull(),
    /** When it is tried next; while it is being sent, when that is given up. */
    dueAtMs: integer('due_at_ms').notNull(),
    /** JSON of `DeliveryAttempt[]`, details masked. */
    attempts: text('attempts').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    finishedAtMs: integer('finished_at_ms'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.webhookId, t.id] }),
    index('webhook_deliveries_due')
      .on(t.companyId, t.webhookId, t.dueAtMs)
      .where(sql`state in ('pending', 'sending')`),
    index('webhook_deliveries_failed')
      .on(t.companyId, t.webhookId, t.id)
      .where(sql`state = 'failed'`),
    index('webhook_deliveries_message')
      .on(t.companyId, t.messageId, t.id)
      .where(sql`message_id is not null`),
  ],
);

/** How far a company's log has been turned into deliveries. */
export const webhookCursors = sqliteTable(
  'webhook_cursors',
  {
    companyId: text('company_id').notNull(),
    plannedSeq: integer('planned_seq').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId] })],
);
