import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const contacts = sqliteTable(
  'contacts',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    /** The name an agent gave; it wins over the profile's. */
    givenName: text('given_name'),
    profileName: text('profile_name'),
    phone: text('phone'),
    userId: text('user_id'),
    username: text('username'),
    notes: text('notes').notNull().default(''),
    version: integer('version').notNull().default(1),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

export const IDENTIFIER_KINDS = ['phone', 'user_id'] as const;

/** By what a contact is known on WhatsApp. The key makes one contact of a burst of first messages. */
export const contactIdentifiers = sqliteTable(
  'contact_identifiers',
  {
    companyId: text('company_id').notNull(),
    kind: text('kind', { enum: IDENTIFIER_KINDS }).notNull(),
    value: text('value').notNull(),
    contactId: text('contact_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.kind, t.value] })],
);

/** The beginnings by which people look a contact up: the words of the name and the phone number, folded. */
export const contactTerms = sqliteTable(
  'contact_terms',
  {
    companyId: text('company_id').notNull(),
    term: text('term').notNull(),
    contactId: text('contact_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.term, t.contactId] })],
);
