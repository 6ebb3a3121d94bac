import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
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
    /** Counts what people are to be told: that it opened, became worse, was resolved. */
    newsCount: integer('news_count').notNull().default(1),
    /** Up to which of these they have been told, or need not be. */
    toldCount: integer('told_count').notNull().default(0),
    /** How bad it was when they were last told of it; null: they were never told. */
    toldSeverity: text('told_severity', { enum: ALERT_SEVERITIES }),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('alerts_open')
      .on(t.companyId, t.key)
      .where(sql`resolved_at_ms is null`),
    // Only of those with news: most have none.
    index('alerts_untold')
      .on(t.companyId, t.id)
      .where(sql`told_count < news_count`),
  ],
);

/** Troubles that a person has called over while they last: no alert is opened again until they were over once. */
export const alertMutes = sqliteTable(
  'alert_mutes',
  {
    companyId: text('company_id').notNull(),
    key: text('key').notNull(),
    sinceMs: integer('since_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.key] })],
);

/** When the provider said that a trouble was over: what it tells of a time before that comes too late. */
export const troubleEnds = sqliteTable(
  'trouble_ends',
  {
    companyId: text('company_id').notNull(),
    key: text('key').notNull(),
    atMs: integer('at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.key] })],
);
