import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Where the walk through a table that is looked through for old rows goes on: one row per table and database. */
export const retentionPlaces = sqliteTable(
  'retention_places',
  {
    /** The table, and which of the databases it is in. */
    part: text('part').notNull(),
    /** JSON of the key of the last row that was looked at. */
    place: text('place').notNull(),
  },
  (t) => [primaryKey({ columns: [t.part] })],
);
