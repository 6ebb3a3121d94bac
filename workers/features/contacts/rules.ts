import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Contact, KnownIdentifier } from '../../contracts/api/contacts.ts';
import type { contactIdentifiers, contacts } from './schema.ts';

export type ContactRow = typeof contacts.$inferSelect;
/** By what a contact is known. The value of a phone is its `phoneKey`. */
export type Identifier = Pick<typeof contactIdentifiers.$inferSelect, 'kind' | 'value'>;

/** Words of a name that can be searched by. Ours: more would cost a written row each. */
const MAX_NAME_TERMS = 4;
/** Names and numbers that a contact had, that it can still be found by. Ours: each costs written rows. */
const MAX_PAST_FOUND_BY = 8;
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
    marketingChangedAtMs: null,
    profileAsOfMs: null,
    givenNameAsOfMs: null,
    mergedIntoId: null,
    identifiers: '[]',
    notes: '',
    version: 1,
    ...given,
  };
}

/** An identifier as one text: how a contact's row lists it. */
export const identifierText = ({ kind, value }: Identifier) => `${kind} ${value}`;

/** The identifiers that a contact's row lists. */
export function identifiersIn(row: Pick<ContactRow, 'identifiers'>): Identifier[] {
  // Sound: only our own code writes the column, with `identifierText`.
  return (JSON.parse(row.identifiers) as string[]).map((text) => {
    const space = text.indexOf(' ');
    return { kind: text.slice(0, space) as Identifier['kind'], value: text.slice(space + 1) };
  });
}

/** What a person sees of a contact's identifiers: what holds now, then what it had before, the newest last. */
export function knownIdentifiers(
  row: Pick<ContactRow, 'identifiers' | 'phone' | 'username'>,
  held: readonly { keyKind: Identifier['kind']; keyValue: string; untilMs: number | null }[],
): KnownIdentifier[] {
  const untilOf = new Map(
    held.map(({ keyKind, keyValue, untilMs }) => [
      identifierText({ kind: keyKind, value: keyValue }),
      untilMs,
    ]),
  );
  const username: KnownIdentifier[] =
    row.username === null ? [] : [{ kind: 'username', value: row.username, isPast: false, untilMs: null }];
  const known = identifiersIn(row).map((one): KnownIdentifier => {
    const name = shownKind(one.kind);
    // As WhatsApp writes it, where that is known: the key is only for comparing.
    const isShownPhone = one.kind === 'phone' && row.phone !== null && phoneKey(row.phone) === one.value;
    return {
      kind: name.kind,
      value: isShownPhone ? (row.phone ?? one.value) : one.value,
      isPast: name.isPast,
      untilMs: untilOf.get(identifierText(one)) ?? null,
    };
  });
  return [...known, ...username].toSorted((a, b) => Number(a.isPast) - Number(b.isPast));
}

function shownKind(kind: Identifier['kind']): Pick<KnownIdentifier, 'kind' | 'isPast'> {
  if (kind === 'past_phone') return { kind: 'phone', isPast: true };
  if (kind === 'past_user_id') return { kind: 'user_id', isPast: true };
  if (kind === 'past_username') return { kind: 'username', isPast: true };
  return { kind, isPast: false };
}

/** Of two contacts of one person the older stays. */
export function isOlder(a: ContactRow, b: ContactRow): boolean {
  return a.createdAtMs === b.createdAtMs ? a.id < b.id : a.createdAtMs < b.createdAtMs;
}

/** What agents call a contact. */
export function displayName(row: Pick<ContactRow, 'givenName' | 'profileName'>): string | null {
  return row.givenName ?? row.profileName;
}

/** A contact whose row changed, as agents' lists are told of it. */
export function toldContact(row: Pick<ContactRow, 'id' | 'version' | 'givenName' | 'profileName' | 'phone'>) {
  return { id: row.id, version: row.version, shown: { name: displayName(row), phone: row.phone } };
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
 * The terms that a contact is found by: the first words of its name, its username, and its number without the country code. The
 * whole number needs none: it is an identifier, and those are in order.
 */
export function searchTerms(contact: {
  name: string | null;
  phone: string | null;
  username: string | null;
}): string[] {
  const words = wordsOf(contact.name ?? '').slice(0, MAX_NAME_TERMS);
  const usernames = wordsOf(contact.username ?? '').slice(0, MAX_NAME_TERMS);
  const { phone } = contact;
  // As WhatsApp writes it, and as people may type it.
  const numbers = phone === null ? [] : [phone, phoneKey(phone)].flatMap((one) => nationalNumber(one) ?? []);
  return [...new Set([...words, ...usernames, ...numbers])];
}

/** The terms of a contact's row: what it is called and reached by now, and what it had before. */
export function termsOf(
  row: Pick<ContactRow, 'givenName' | 'profileName' | 'phone' | 'username' | 'identifiers'>,
): string[] {
  const past = identifiersIn(row)
    .filter(({ kind }) => kind === 'past_phone' || kind === 'past_username')
    .slice(-MAX_PAST_FOUND_BY)
    .flatMap(({ kind, value }) =>
      kind === 'past_phone'
        ? searchTerms({ name: null, phone: value, username: null })
        : searchTerms({ name: null, phone: null, username: value }),
    );
  const now = searchTerms({ name: displayName(row), phone: row.phone, username: row.username });
  return [...new Set([...now, ...past])];
}

/** The same for every way of writing a user name: Meta writes it with and without its sign. */
export const bareUsername = (username: string) => username.replace(/^@/, '');

/** The identifiers of a contact that is called something else on WhatsApp now: the old name is kept as past. */
export function withUsername(
  row: Pick<ContactRow, 'identifiers' | 'username'>,
  username: string,
): Pick<ContactRow, 'identifiers' | 'username'> {
  const before = row.username === null ? null : bareUsername(row.username);
  if (before === null || before === bareUsername(username)) return { identifiers: row.identifiers, username };
  const isNamed = (name: string) => (text: string) =>
    text === identifierText({ kind: 'past_username', value: bareUsername(name) });
  const listed = identifiersIn(row).map(identifierText);
  const others = listed.filter((text) => !isNamed(username)(text) && !isNamed(before)(text));
  const past = identifierText({ kind: 'past_username', value: before });
  return { username, identifiers: JSON.stringify([...others, past]) };
}

/** The number without its country code, or null when it cannot be told apart. */
function nationalNumber(phone: string): string | null {
  const parsed = parsePhoneNumberFromString(`+${phone}`);
  return parsed === undefined || parsed.nationalNumber === phone ? null : parsed.nationalNumber;
}

/**
 * The form of a number that is the same for all its national variants; only for comparing, never for sending. Source:
 * Meta and the countries' numbering plans. Brazil: mobile numbers have a ninth digit that WhatsApp leaves out for old
 * accounts; eight digits that begin with 2 to 5 are a landline. Argentina: mobile numbers have a 9 after the country
 * code from abroad, and a 15 after the area code at home. Mexico: until 2019 they had a 1 after the country code.
 */
export function phoneKey(digits: string): string {
  if (/^55[1-9][1-9][6-9]\d{7}$/.test(digits)) return `${digits.slice(0, 4)}9${digits.slice(4)}`;
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`;
  const argentine = /^549?((?:11|[23]\d{2,3})15\d{6,8}|\d{10})$/.exec(digits)?.[1];
  if (argentine === undefined) return digits;
  if (argentine.length === 10) return `54${argentine}`;
  const withoutMobilePrefix = /^(11(?=15)|[23]\d{2,3}?(?=15))15(\d+)$/.exec(argentine);
  const national = `${withoutMobilePrefix?.[1]}${withoutMobilePrefix?.[2]}`;
  return national.length === 10 ? `54${national}` : digits;
}

/** A number that a person typed, in international format, as digits; null when it cannot be one. */
export function phoneDigits(text: string, country: string | null = null): string | null {
  const trimmed = text.trim();
  if (!/^\+?[\d\s().\u00A0-]+$/.test(trimmed)) return null;
  if (country !== null && isSupportedCountry(country)) {
    const national = parsePhoneNumberFromString(trimmed, country);
    if (national?.isValid() === true) return national.number.slice(1);
  }
  const digits = trimmed.replace(/\D/g, '').replace(/^00/, '');
  // Old and national ways of writing a number are possible where their key is.
  for (const one of [digits, phoneKey(digits)]) {
    const parsed = parsePhoneNumberFromString(`+${one}`);
    if (parsed?.isPossible() === true) return parsed.number.slice(1);
  }
  return null;
}

export interface ContactSearch {
  /** Every one must begin a word of the name, or the number without its country code. */
  words: string[];
  /** Beginnings of the whole number, as it was typed and by its key; none when the search is not for a number. */
  digits: string[];
}

/** What a person looks for. */
export function readSearch(q: string): ContactSearch {
  const digits = q.replace(/[\s().+-]/g, '');
  if (!/^\d{2,}$/.test(digits)) return { words: wordsOf(q), digits: [] };
  return { words: [digits], digits: [...new Set([digits, phoneKey(digits)])] };
}

/** The smallest text that is larger than everything that begins with `prefix`. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
