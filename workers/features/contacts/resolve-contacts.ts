import type { Sender } from '../../channels/port.ts';
import type { Ids } from '../../platform/ids.ts';
import type { IdentifierRow } from './queries.ts';
import {
  bareUsername,
  identifiersIn,
  identifierText,
  isOlder,
  newContact,
  phoneKey,
  termsOf,
  withUsername,
  type ContactRow,
  type Identifier,
} from './rules.ts';
import { createSets } from './sets.ts';

/** Somebody whom the provider named at some time: a person, or a group when there is a `groupId`. */
export interface SeenContact {
  sender: Sender;
  groupId: string | null;
  atMs: number;
}

/** Whose an identifier is, or was until `untilMs`. */
export interface Holder {
  contact: ContactRow;
  untilMs: number | null;
}

/** Two contacts who turned out to be one person. */
export interface Join {
  intoId: string;
  fromId: string;
}

export interface Resolution {
  /** Who each of the seen is, in their order. One row per contact, however often it is named. */
  contacts: ContactRow[];
  /** New ones, and known ones of whom something new was learnt. */
  changed: ContactRow[];
  /** Identifiers that are nobody's yet. */
  identifiers: IdentifierRow[];
  terms: { term: string; contactId: string }[];
  /** To be done before anything of this is stored; then resolve again. */
  joins: Join[];
}

/** By what somebody is known, the surest first. */
export function identifiersOf({ sender, groupId }: Pick<SeenContact, 'sender' | 'groupId'>): Identifier[] {
  if (groupId !== null) return [{ kind: 'group', value: groupId }];
  const { userId, parentUserId, phone } = sender;
  return [
    ...(userId === null ? [] : [{ kind: 'user_id' as const, value: userId }]),
    ...(parentUserId === null ? [] : [{ kind: 'parent_user_id' as const, value: parentUserId }]),
    ...(phone === null ? [] : [{ kind: 'phone' as const, value: phoneKey(phone) }]),
  ];
}

/** The same identifier as one that somebody had and has no more; null for kinds that are kept for good. */
export function pastOf({ kind, value }: Identifier): Identifier | null {
  return kind === 'phone' || kind === 'user_id' ? { kind: `past_${kind}`, value } : null;
}

/** All that has to be looked up to know who somebody is. */
export function lookupsOf(seen: Pick<SeenContact, 'sender' | 'groupId'>): Identifier[] {
  return identifiersOf(seen).flatMap((identifier) => {
    const past = pastOf(identifier);
    return past === null ? [identifier] : [identifier, past];
  });
}

export const pairText = (a: string, b: string) => [a, b].toSorted().join(' ');

/**
 * Decides who everybody is: one contact per person, in whatever order their identifiers appear. What appears together
 * is one person's, unless a person has said that the two are `keptApart` (by `pairText`): then the surest identifier
 * decides. What was written while an identifier was somebody else's is that one's. `holders` is by `identifierText`.
 */
export function resolveContacts(
  seen: readonly SeenContact[],
  holders: ReadonlyMap<string, Holder>,
  ctx: { ids: Ids; companyId: string; nowMs: number },
  keptApart: ReadonlySet<string> = new Set(),
): Resolution {
  const known = new Map([...holders.values()].map(({ contact }) => [contact.id, contact]));
  const ownerOf = new Map<string, ContactRow>();
  const named = seen.map((one) => identifiersOf(one).map((identifier) => asOf(identifier, one.atMs)));
  const people = createSets();
  for (const [index, identifiers] of named.entries()) {
    people.join(`seen ${index}`, ...identifiers.map(identifierText));
    for (const identifier of identifiers) {
      const text = identifierText(identifier);
      const holder = holders.get(text)?.contact;
      if (holder === undefined) continue;
      ownerOf.set(text, holder);
      people.join(text, `contact ${holder.id}`);
    }
  }

  const joins = joinsOf();
  const resolution: Resolution = { contacts: [], changed: [], identifiers: [], terms: [], joins };
  if (joins.length > 0) return resolution;

  const changed = new Map<string, ContactRow>();
  const newOf = new Map<string, ContactRow>();
  for (const [index, one] of seen.entries()) {
    const identifiers = named[index] ?? [];
    const contact = holderAmong(identifiers) ?? oldestOf(`seen ${index}`) ?? addContact(index, one);
    claim(contact, identifiers);
    learn(contact, one, identifiers);
    resolution.contacts.push(contact);
  }
  resolution.changed = [...changed.values()];
  for (const contact of resolution.changed) {
    const terms = termsOf(contact);
    resolution.terms.push(...terms.map((term) => ({ term, contactId: contact.id })));
  }
  return resolution;

  /** The identifier, or its past when it was somebody else's then. */
  function asOf(identifier: Identifier, atMs: number): Identifier {
    const past = pastOf(identifier);
    const untilMs = past === null ? null : (holders.get(identifierText(past))?.untilMs ?? null);
    return past !== null && untilMs !== null && atMs <= untilMs ? past : identifier;
  }

  function contactsOf(element: string): ContactRow[] {
    return people
      .membersOf(element)
      .flatMap((member) => known.get(member.replace(/^contact /, '')) ?? [])
      .toSorted((a, b) => (isOlder(a, b) ? -1 : 1));
  }

  function oldestOf(element: string): ContactRow | undefined {
    return contactsOf(element)[0] ?? newOf.get(people.nameOf(element));
  }

  function joinsOf(): Join[] {
    const found = new Map<string, Join>();
    for (const index of seen.keys()) {
      const [oldest, ...others] = contactsOf(`seen ${index}`);
      for (const { id } of others) {
        if (oldest === undefined || keptApart.has(pairText(oldest.id, id))) continue;
        found.set(id, { intoId: oldest.id, fromId: id });
      }
    }
    return [...found.values()];
  }

  function holderAmong(identifiers: readonly Identifier[]): ContactRow | undefined {
    for (const identifier of identifiers) {
      const owner = ownerOf.get(identifierText(identifier));
      if (owner !== undefined) return owner;
    }
    return undefined;
  }

  function addContact(index: number, { sender, groupId, atMs }: SeenContact): ContactRow {
    const contact = newContact({
      companyId: ctx.companyId,
      id: ctx.ids.next('ct'),
      kind: groupId === null ? 'person' : 'group',
      groupId,
      createdAtMs: ctx.nowMs,
      ...(groupId === null
        ? { profileName: sender.profileName, username: sender.username, profileAsOfMs: atMs }
        : {}),
    });
    newOf.set(people.nameOf(`seen ${index}`), contact);
    changed.set(contact.id, contact);
    return contact;
  }

  /** Ties identifiers that are nobody's yet to the contact. One that is another contact's stays with it. */
  function claim(contact: ContactRow, identifiers: readonly Identifier[]): void {
    for (const identifier of identifiers) {
      const text = identifierText(identifier);
      if (ownerOf.has(text)) continue;
      ownerOf.set(text, contact);
      resolution.identifiers.push({ ...identifier, contactId: contact.id });
      change(contact, {
        identifiers: JSON.stringify([...identifiersIn(contact).map(identifierText), text]),
      });
    }
  }

  function learn(contact: ContactRow, seenContact: SeenContact, identifiers: Identifier[]): void {
    const { sender, groupId } = seenContact;
    if (groupId !== null) return;
    const isTheirs = (kind: Identifier['kind']) =>
      identifiers.some((one) => one.kind === kind && ownerOf.get(identifierText(one)) === contact);
    change(contact, {
      ...profileOf(contact, seenContact),
      ...(isTheirs('phone') ? { phone: sender.phone } : {}),
      ...(isTheirs('user_id') ? { userId: sender.userId } : {}),
      ...(isTheirs('parent_user_id') ? { parentUserId: sender.parentUserId } : {}),
    });
  }

  /** What somebody is called, where that is not older than what is known. */
  function profileOf(contact: ContactRow, { sender, atMs }: SeenContact): Partial<ContactRow> {
    if (contact.profileAsOfMs !== null && atMs < contact.profileAsOfMs) return {};
    const { username } = sender;
    const profileName = sender.profileName ?? contact.profileName;
    const isSame = profileName === contact.profileName && !isOtherUsername(contact, username);
    if (isSame) return {};
    return {
      profileName,
      profileAsOfMs: atMs,
      ...(username === null ? {} : withUsername(contact, username)),
    };
  }

  function change(contact: ContactRow, learned: Partial<ContactRow>): void {
    const isNews = Object.entries(learned).some(
      ([name, value]) => contact[name as keyof ContactRow] !== value,
    );
    if (!isNews) return;
    Object.assign(contact, learned, changed.has(contact.id) ? {} : { version: contact.version + 1 });
    changed.set(contact.id, contact);
  }
}

function isOtherUsername(contact: ContactRow, username: string | null): boolean {
  if (username === null) return false;
  return contact.username === null || bareUsername(username) !== bareUsername(contact.username);
}
