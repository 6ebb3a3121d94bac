import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Texts that a company's people use again and again, found by a short word behind a slash. */
export const quickReplies = sqliteTable(
  'quick_replies',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    /** Lower case, without the slash. */
    shortcut: text('shortcut').notNull(),
    text: text('text').notNull(),
    version: integer('version').notNull(),
    updatedAtMs: integer('updated_at_ms').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('quick_replies_shortcut').on(t.companyId, t.shortcut),
  ],
);
