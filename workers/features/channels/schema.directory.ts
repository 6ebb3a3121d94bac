import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Where a phone number's webhooks go. A phone number id is unique in the deployment, and an item is accepted only
 * from the app that the number is bound to.
 */
export const channelRoutes = sqliteTable(
  'channel_routes',
  {
    phoneNumberId: text('phone_number_id').notNull(),
    wabaId: text('waba_id').notNull(),
    /** `deployment`, or the id of the company whose own app it is. */
    app: text('app').notNull(),
    companyId: text('company_id').notNull(),
    channelId: text('channel_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.phoneNumberId] }), index('channel_routes_waba').on(t.wabaId)],
);

/** What was signed correctly but could not be used: one row each, the bytes in the archive bucket. */
export const rejectedItems = sqliteTable(
  'rejected_items',
  {
    app: text('app').notNull(),
    id: text('id').notNull(),
    reason: text('reason').notNull(),
    phoneNumberId: text('phone_number_id'),
    /** Masked beginning of the content, for people who look. */
    excerpt: text('excerpt').notNull(),
    archiveKey: text('archive_key'),
    receivedAtMs: integer('received_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.app, t.id] })],
);

/** How many items were rejected, by app, day (UTC, `2026-01-31`) and reason. */
export const rejectedCounts = sqliteTable(
  'rejected_counts',
  {
    app: text('app').notNull(),
    day: text('day').notNull(),
    reason: text('reason').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.app, t.day, t.reason] })],
);
