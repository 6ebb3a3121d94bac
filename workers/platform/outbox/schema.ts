import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * One row at the end of every tenant batch: what changed, under the company's next number. It is the outbox (what
 * must still be told) and the event number (what a client has seen) at once.
 */
export const companyLog = sqliteTable(
  'company_log',
  {
    companyId: text('company_id').notNull(),
    seq: integer('seq').notNull(),
    atMs: integer('at_ms').notNull(),
    /** JSON of `Change[]`. */
    changes: text('changes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.seq] })],
);

/** Up to which number a company's log has certainly been told. */
export const companyLogCursors = sqliteTable(
  'company_log_cursors',
  {
    companyId: text('company_id').notNull(),
    drainedSeq: integer('drained_seq').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId] })],
);
