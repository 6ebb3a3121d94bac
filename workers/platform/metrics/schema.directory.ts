import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Where there is no Analytics Engine: what an isolate has counted, a row each time that it writes it down. */
export const metricPoints = sqliteTable(
  'metric_points',
  {
    subject: text('subject').notNull(),
    atMs: integer('at_ms').notNull(),
    /** Tells the points of several isolates apart. */
    id: text('id').notNull(),
    /** JSON of `Counts`. */
    counts: text('counts').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.atMs, t.id] })],
);
