import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { contacts } from './schema.ts';

export type ContactRow = typeof contacts.$inferSelect;

/** Words of a name that can be searched by. Ours: more would cost a written row each. */
const MAX_NAME_TERMS = 4;
/** The longest term, in characters. Ours. */
const MAX_TERM_CHARACTERS = 40;

/** A contact of whom nothing is known yet but what is given. */
export function newContact(
  given: Pick<ContactRow, 'companyId' | 'id' | 'createdAtMs'> & Partial<ContactRow>,
): ContactRow {
  return {
    kind: 'person',
    givenName: null,
    profileName: null,
    phone: null,
    userId: null,
    parentUserId: null,
    username: null,
    groupId: null,
    marketingOptOutAtMs: null,
    marketingOptOutSource: null,
    mergedIntoId: null,
    identifiers: '[]',
    notes: '',
    version: 1,
    ...given,
  };
}

/** What agents call a contact. */
export function displayName(row: Pick<ContactRow, 'givenName' | 'profileName'>): string | null {
  return row.givenName ?? row.profileName;
}

export function contactOf(row: ContactRow): Contact {
  return {
    id: row.id,
    kind: row.kind,
    name: displayName(row),
    profileName: row.profileName,
    phone: row.phone,
    userId: row.userId,
    parentUserId: row.parentUserId,
    username: row.username,
    marketingOptOutAtMs: row.marketingOptOutAtMs,
    marketingOptOutSource: row.marketingOptOutSource,
    notes: row.notes,
    version: row.version,
    createdAtMs: row.createdAtMs,
  };
}

/** Without accents and capitals, so that "jose" finds "José". */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words that a text is searched by, folded. */
export function wordsOf(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, MAX_TERM_CHARACTERS)))];
}

/**
 * The terms that a contact is found by: the first words of its name, and its number without the country code. The
 * whole number needs none: it is an identifier, and those are in order.
 */
export function searchTerms(contact: { name: string | null; phone: string | null }): string[] {
  const words = wordsOf(contact.name ?? '').slice(0, MAX_NAME_TERMS);
  const national = contact.phone === null ? null : nationalNumber(contact.phone);
  return [...new Set(national === null ? words : [...words, national])];
}

/** The number without its country code, or null when it cannot be told apart. */
function nationalNumber(phone: string): string | null {
  const parsed = parsePhoneNumberFromString(`+${phone}`);
  return parsed === undefined || parsed.nationalNumber === phone ? null : parsed.nationalNumber;
}

/** A number that a person typed, in international format, as digits; null when it cannot be one. */
export function phoneDigits(text: string): string | null {
  const trimmed = text.trim();
  if (!/^\+?[\d\s().\u00A0-]+$/.test(trimmed)) return null;
  const digits = trimmed.replace(/\D/g, '').replace(/^00/, '');
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  return parsed?.isPossible() === true ? parsed.number.slice(1) : null;
}

export interface ContactSearch {
  /** Every one must begin a word of the name, or the number without its country code. */
  words: string[];
  /** The beginning of the whole number; null when the search is not for a number. */
  digits: string | null;
}

/** What a person looks for. */
export function readSearch(q: string): ContactSearch {
  const digits = q.replace(/[\s().+-]/g, '');
  return /^\d{2,}$/.test(digits) ? { words: [digits], digits } : { words: wordsOf(q), digits: null };
}

/** The smallest text that is larger than everything that begins with `prefix`. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
