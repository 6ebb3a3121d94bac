import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What the door must know of a source before it believes a post: found by the hash of the token in the address. */
export const eventDoors = sqliteTable(
  'event_doors',
  {
    tokenHash: text('token_hash').notNull(),
    companyId: text('company_id').notNull(),
    sourceId: text('source_id').notNull(),
    isEnabled: integer('is_enabled', { mode: 'boolean' }).notNull(),
    /** JSON of `Signature`; null: the token alone is believed. */
    signature: text('signature'),
    secretSealed: text('secret_sealed'),
  },
  (t) => [primaryKey({ columns: [t.tokenHash] })],
);
