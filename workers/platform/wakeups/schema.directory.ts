import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What must be looked at again at a time. Rows of the features are the jobs: a wake-up only says which row to look
 * at, and the cron sweep finds those whose queue message was lost. One that is no longer needed does no harm.
 */
export const wakeups = sqliteTable(
  'wakeups',
  {
    dueAtMs: integer('due_at_ms').notNull(),
    companyId: text('company_id').notNull(),
    kind: text('kind').notNull(),
    ref: text('ref').notNull(),
  },
  (t) => [primaryKey({ columns: [t.dueAtMs, t.companyId, t.kind, t.ref] })],
);
