import type { AddressBookEntry } from '../../channels/port.ts';
import { storePeople, type PeopleContext } from './store-people.ts';

/**
 * The address book of the company's phone says who somebody is: that name is used until an agent gives another. An entry
 * that was removed takes nothing back, because people here may know the person by now.
 */
export function recordAddressBook(
  ctx: PeopleContext,
  companyId: string,
  entries: readonly AddressBookEntry[],
): Promise<void> {
  const named = entries.filter(({ name }) => name !== null && name.trim() !== '');
  const inOrder = named.toSorted((a, b) => a.atMs - b.atMs);
  const seen = inOrder.map(({ person, atMs }) => ({ sender: person, groupId: null, atMs }));
  return storePeople(ctx, companyId, seen, (contact, index) => {
    const entry = inOrder[index];
    const name = entry?.name?.trim().slice(0, MAX_NAME_CHARACTERS);
    if (entry === undefined || name === undefined || contact.givenName !== null) return null;
    // Somebody has taken a name away since.
    if ((contact.givenNameAsOfMs ?? -1) >= entry.atMs) return null;
    return { givenName: name, givenNameAsOfMs: entry.atMs };
  });
}

/** As long as a name that an agent gives may be. */
const MAX_NAME_CHARACTERS = 120;
