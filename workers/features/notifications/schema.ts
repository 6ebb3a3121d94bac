import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { NOTIFICATION_STATES, NOTIFICATION_TRANSITIONS } from '../../contracts/api/notifications.ts';

/** Who is told of which alert, once each: the row is the job, and its key the effect's. */
export const alertNotifications = sqliteTable(
  'alert_notifications',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    /** Alert, transition and target: what makes it the same notification. */
    key: text('key').notNull(),
    /** Null where it tells of several. */
    alertId: text('alert_id'),
    /** JSON: the alerts that a digest tells of. */
    alertIds: text('alert_ids'),
    transition: text('transition', { enum: NOTIFICATION_TRANSITIONS }).notNull(),
    /** `mail usr_…` or `webhook`. */
    target: text('target').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    state: text('state', { enum: NOTIFICATION_STATES }).notNull(),
    /** What the other side said, masked. */
    detail: text('detail'),
    attempts: integer('attempts').notNull(),
    dueAtMs: integer('due_at_ms').notNull(),
    leaseUntilMs: integer('lease_until_ms'),
    createdAtMs: integer('created_at_ms').notNull(),
    finishedAtMs: integer('finished_at_ms'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('alert_notifications_key').on(t.companyId, t.key),
    index('alert_notifications_due')
      .on(t.companyId, t.dueAtMs)
      .where(sql`state in ('pending', 'sending')`),
    index('alert_notifications_alert')
      .on(t.companyId, t.alertId, t.id)
      .where(sql`alert_id is not null`),
    index('alert_notifications_digests')
      .on(t.companyId, t.id)
      .where(sql`transition = 'digest'`),
  ],
);
