import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { readablePhone } from './phone.rules.ts';
import { readableUsername } from './username.rules.ts';

/** What a contact is called where it has to be called something. */
export const contactTitle = (contact: Pick<Contact, 'kind' | 'name' | 'phone' | 'username'>): string =>
  contact.name ??
  (contact.phone === null ? null : readablePhone(contact.phone)) ??
  (contact.username === null ? null : readableUsername(contact.username)) ??
  (contact.kind === 'group' ? 'Group' : 'Hidden number');
