import { sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ALERT_SEVERITIES } from '../../contracts/api/alerts.ts';

/** What administrators must know. The same trouble again counts up its open alert instead of opening another. */
export const alerts = sqliteTable(
  'alerts',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    /** What makes trouble the same: kind and what it is about. */
    key: text('key').notNull(),
    kind: text('kind').notNull(),
    severity: text('severity', { enum: ALERT_SEVERITIES }).notNull(),
    channelId: text('channel_id'),
    title: text('title').notNull(),
    detail: text('detail').notNull(),
    count: integer('count').notNull(),
    openedAtMs: integer('opened_at_ms').notNull(),
    lastAtMs: integer('last_at_ms').notNull(),
    acknowledgedAtMs: integer('acknowledged_at_ms'),
    acknowledgedById: text('acknowledged_by_id'),
    resolvedAtMs: integer('resolved_at_ms'),
    /** Null when it resolved itself. */
    resolvedById: text('resolved_by_id'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('alerts_open')
      .on(t.companyId, t.key)
      .where(sql`resolved_at_ms is null`),
  ],
);
