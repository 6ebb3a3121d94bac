import { and, desc, inArray, isNull, lt, eq, sql } from 'drizzle-orm';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { runQuery } from '../../platform/db/run.ts';
import { endOfPrefix, termsOf, type ContactRow, type ContactSearch, type Identifier } from './rules.ts';
import type { Resolution } from './resolve-contacts.ts';
import { contacts, contactTerms } from './schema.ts';

/** Most contacts that one search looks at. Ours: it bounds what a one-letter search reads. */
export const MAX_SEARCH_MATCHES = 200;
/** Sorts after every contact's id. */
export const AFTER_ALL_CONTACTS = 'ct_~';

export async function findContact(db: TenantDb, id: string): Promise<ContactRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(contacts)
      .where(and(db.owns(contacts), eq(contacts.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

/** The newest contacts before an id; `AFTER_ALL_CONTACTS` begins with the newest. */
export function listContactRows(db: TenantDb, before: string, limit: number): Promise<ContactRow[]> {
  return runQuery(
    db.orm
      .select()
      .from(contacts)
      .where(and(db.owns(contacts), lt(contacts.id, before), isNull(contacts.mergedIntoId)))
      .orderBy(desc(contacts.id))
      .limit(limit),
  );
}

export function listContactRowsByIds(db: TenantDb, ids: readonly string[]): Promise<ContactRow[]> {
  return runQuery(
    db.orm
      .select()
      .from(contacts)
      .where(
        and(
          db.owns(contacts),
          isNull(contacts.mergedIntoId),
          inArray(contacts.id, sql`(select value from json_each(${JSON.stringify(ids)}))`),
        ),
      ),
  );
}

/** Ids of the contacts that match, at most `MAX_SEARCH_MATCHES`. */
export async function searchContactIds(db: TenantDb, search: ContactSearch): Promise<string[]> {
  const ranges = search.words.map((word) => ({ from: word, to: endOfPrefix(word) }));
  const [longest] = ranges.toSorted((a, b) => b.from.length - a.from.length);
  if (longest === undefined) return [];
  const others = JSON.stringify(ranges.filter((range) => range !== longest));
  const statements = [
    db.statement(
      `SELECT DISTINCT t.contact_id AS id FROM contact_terms t
       WHERE t.company_id = ?1 AND t.term >= ?2 AND t.term < ?3
         AND NOT EXISTS (
           SELECT 1 FROM json_each(?4) other WHERE NOT EXISTS (
             SELECT 1 FROM contact_terms o
             WHERE o.company_id = ?1 AND o.term >= other.value ->> 'from' AND o.term < other.value ->> 'to'
               AND o.contact_id = t.contact_id))
       LIMIT ?5`,
      longest.from,
      longest.to,
      others,
      MAX_SEARCH_MATCHES,
    ),
  ];
  for (const digits of search.digits) {
    for (const kind of ['phone', 'past_phone']) {
      statements.push(
        db.statement(
          `SELECT contact_id AS id FROM contact_identifiers
           WHERE company_id = ?1 AND kind = ?5 AND value >= ?2 AND value < ?3 LIMIT ?4`,
          digits,
          endOfPrefix(digits),
          MAX_SEARCH_MATCHES,
          kind,
        ),
      );
    }
  }
  const results = await db.batch(statements);
  const ids = results.flatMap((result) => (result.results as { id: string }[]).map((row) => row.id));
  return [...new Set(ids)].slice(0, MAX_SEARCH_MATCHES);
}

/**
 * New contacts, and new facts about known ones: names, username, number, what they want. A fact that is not there
 * stays as it is. Refuses itself (NOT NULL) when a known one has changed since it was read, and
 * is plain for the identifiers: then the whole batch fails and is read again.
 */
export function upsertContacts(db: TenantDb, rows: readonly ContactRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO contacts (company_id, id, kind, given_name, profile_name, phone, user_id, parent_user_id, username,
                           group_id, identifiers, marketing_opt_out_at_ms, marketing_opt_out_source,
                           marketing_changed_at_ms, profile_as_of_ms, given_name_as_of_ms, notes, version,
                           created_at_ms)
     SELECT ?1, value ->> 'id', value ->> 'kind', value ->> 'givenName', value ->> 'profileName', value ->> 'phone',
            value ->> 'userId', value ->> 'parentUserId', value ->> 'username', value ->> 'groupId',
            value ->> 'identifiers', value ->> 'marketingOptOutAtMs', value ->> 'marketingOptOutSource',
            value ->> 'marketingChangedAtMs', value ->> 'profileAsOfMs', value ->> 'givenNameAsOfMs',
            value ->> 'notes', value ->> 'version', value ->> 'createdAtMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, id) DO UPDATE SET
       profile_name = coalesce(excluded.profile_name, contacts.profile_name),
       phone = coalesce(excluded.phone, contacts.phone),
       user_id = coalesce(excluded.user_id, contacts.user_id),
       parent_user_id = coalesce(excluded.parent_user_id, contacts.parent_user_id),
       username = coalesce(excluded.username, contacts.username),
       identifiers = excluded.identifiers,
       given_name = excluded.given_name,
       marketing_opt_out_at_ms = excluded.marketing_opt_out_at_ms,
       marketing_opt_out_source = excluded.marketing_opt_out_source,
       marketing_changed_at_ms = excluded.marketing_changed_at_ms,
       profile_as_of_ms = excluded.profile_as_of_ms,
       given_name_as_of_ms = excluded.given_name_as_of_ms,
       version = CASE WHEN contacts.version = excluded.version - 1 AND contacts.merged_into_id IS NULL
                      THEN excluded.version END`,
    JSON.stringify(rows),
  );
}

/** These identifiers are the contact's no more; what was written with them before is still theirs. */
export function retireIdentifiers(
  db: TenantDb,
  identifiers: readonly Identifier[],
  contactId: string,
  untilMs: number,
): D1PreparedStatement[] {
  if (identifiers.length === 0) return [];
  const list = JSON.stringify(identifiers);
  return [
    db.statement(
      `INSERT INTO contact_identifiers (company_id, kind, value, contact_id, until_ms)
       SELECT ?1, 'past_' || (value ->> 'kind'), value ->> 'value', ?3, ?4 FROM json_each(?2) WHERE true
       ON CONFLICT (company_id, kind, value) DO UPDATE SET contact_id = excluded.contact_id, until_ms = excluded.until_ms`,
      list,
      contactId,
      untilMs,
    ),
    db.statement(
      `WITH j AS MATERIALIZED (
         SELECT value ->> 'kind' AS kind, value ->> 'value' AS value FROM json_each(?2))
       DELETE FROM contact_identifiers
       WHERE company_id = ?1 AND (kind, value) IN (SELECT kind, value FROM j) AND contact_id = ?3`,
      list,
      contactId,
    ),
  ];
}

export interface IdentifierRow extends Identifier {
  contactId: string;
}

export function insertIdentifiers(db: TenantDb, rows: readonly IdentifierRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO contact_identifiers (company_id, kind, value, contact_id)
     SELECT ?1, value ->> 'kind', value ->> 'value', value ->> 'contactId' FROM json_each(?2)`,
    JSON.stringify(rows),
  );
}

export function insertTerms(
  db: TenantDb,
  rows: readonly { term: string; contactId: string }[],
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO contact_terms (company_id, term, contact_id)
     SELECT ?1, value ->> 'term', value ->> 'contactId' FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
    JSON.stringify(rows),
  );
}

/** What was decided about people, as statements. */
export function storeResolution(
  db: TenantDb,
  { changed, identifiers, terms }: Pick<Resolution, 'changed' | 'identifiers' | 'terms'>,
): D1PreparedStatement[] {
  return [
    ...(changed.length === 0 ? [] : [upsertContacts(db, changed)]),
    ...(identifiers.length === 0 ? [] : [insertIdentifiers(db, identifiers)]),
    ...(terms.length === 0 ? [] : [insertTerms(db, terms)]),
  ];
}

/**
 * A person's edit. Refuses itself (NOT NULL) when the version is no longer the one the person saw, which fails the
 * whole batch.
 */
export function editContact(
  db: TenantDb,
  input: Pick<ContactRow, 'id' | 'version' | 'givenName' | 'givenNameAsOfMs' | 'notes'> &
    Pick<ContactRow, 'marketingOptOutAtMs' | 'marketingOptOutSource' | 'marketingChangedAtMs'>,
): D1PreparedStatement {
  return db.statement(
    `UPDATE contacts SET given_name = ?3, notes = ?4, marketing_opt_out_at_ms = ?6, marketing_opt_out_source = ?7,
       marketing_changed_at_ms = ?8, given_name_as_of_ms = ?9,
       version = CASE WHEN version = ?5 THEN version + 1 END
     WHERE company_id = ?1 AND id = ?2`,
    input.id,
    input.givenName,
    input.notes,
    input.version,
    input.marketingOptOutAtMs,
    input.marketingOptOutSource,
    input.marketingChangedAtMs,
    input.givenNameAsOfMs,
  );
}

/** Makes the contact findable by exactly these terms. */
export function replaceTerms(
  db: TenantDb,
  before: ContactRow,
  after: ContactRow,
): (D1PreparedStatement | UnsentQuery)[] {
  const terms = termsOf(after);
  const gone = termsOf(before).filter((term) => !terms.includes(term));
  return [
    ...gone.map((term) =>
      db.orm
        .delete(contactTerms)
        .where(and(db.owns(contactTerms), eq(contactTerms.term, term), eq(contactTerms.contactId, after.id))),
    ),
    insertTerms(
      db,
      terms.map((term) => ({ term, contactId: after.id })),
    ),
  ];
}
