import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CONTACT_KINDS, MERGE_REASONS, OPT_OUT_SOURCES } from '../../contracts/api/contacts.ts';

export const contacts = sqliteTable(
  'contacts',
  {
    companyId: text('company_id').notNull(),
    id: text('id').notNull(),
    /** A WhatsApp group is a contact too: it has one conversation, and its members are the authors in it. */
    kind: text('kind', { enum: CONTACT_KINDS }).notNull().default('person'),
    /** The name an agent gave; it wins over the profile's. */
    givenName: text('given_name'),
    /** Of when the given name is, also where somebody took it away. */
    givenNameAsOfMs: integer('given_name_as_of_ms'),
    profileName: text('profile_name'),
    /** When the name and the username of the profile were last seen to change: older words change nothing. */
    profileAsOfMs: integer('profile_as_of_ms'),
    phone: text('phone'),
    userId: text('user_id'),
    /** The user id of the parent business portfolio. */
    parentUserId: text('parent_user_id'),
    username: text('username'),
    /** Meta's id of a group. */
    groupId: text('group_id'),
    /** Since when they want no marketing; null: nothing stands against it. */
    marketingOptOutAtMs: integer('marketing_opt_out_at_ms'),
    marketingOptOutSource: text('marketing_opt_out_source', { enum: OPT_OUT_SOURCES }),
    /** When they last said what they want, either way: older words than that change nothing. */
    marketingChangedAtMs: integer('marketing_changed_at_ms'),
    /** The contact that this one was joined with; nobody sees it any more. */
    mergedIntoId: text('merged_into_id'),
    /** JSON of `string[]`: every identifier of the contact, as `identifierText` writes it. */
    identifiers: text('identifiers').notNull().default('[]'),
    notes: text('notes').notNull().default(''),
    version: integer('version').notNull().default(1),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] })],
);

export const IDENTIFIER_KINDS = [
  'phone',
  'user_id',
  'parent_user_id',
  'group',
  'past_phone',
  'past_user_id',
  'past_username',
] as const;

/**
 * By what a contact is known on WhatsApp. The key makes one contact of a burst of first messages. Phones are in the
 * form of `phoneKey`. What a contact had and has no more is kept as past, for messages that are late.
 */
export const contactIdentifiers = sqliteTable(
  'contact_identifiers',
  {
    companyId: text('company_id').notNull(),
    kind: text('kind', { enum: IDENTIFIER_KINDS }).notNull(),
    value: text('value').notNull(),
    contactId: text('contact_id').notNull(),
    /** Only of past ones: until when it was theirs. */
    untilMs: integer('until_ms'),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.kind, t.value] })],
);

/** Joins of two contacts, each with all that undoing it takes. */
export const contactMerges = sqliteTable(
  'contact_merges',
  {
    companyId: text('company_id').notNull(),
    intoContactId: text('into_contact_id').notNull(),
    id: text('id').notNull(),
    fromContactId: text('from_contact_id').notNull(),
    /** `seen_together`: a message carried the identifiers of both; `person`: somebody joined them. */
    reason: text('reason', { enum: MERGE_REASONS }).notNull(),
    byUserId: text('by_user_id'),
    /** JSON of `MergeRecord`: what was moved, and how both stood before. */
    record: text('record').notNull(),
    atMs: integer('at_ms').notNull(),
    undoneAtMs: integer('undone_at_ms'),
    undoneById: text('undone_by_id'),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.intoContactId, t.id] })],
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
