import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { shortDate } from '../conversations/times.rules.ts';
import { Fact } from './fact.tsx';

/** By what a person is known. */
export const ContactFacts = ({ contact }: { contact: Contact }) => (
  <dl>
    <Fact name="Phone" value={contact.phone === null ? null : `+${contact.phone}`} copy />
    <Fact name="WhatsApp name" value={contact.profileName} />
    <Fact name="Username" value={contact.username === null ? null : `@${contact.username}`} copy />
    <Fact name="WhatsApp user id" value={contact.userId} copy />
    <Fact name="First seen" value={shortDate(contact.createdAtMs)} />
  </dl>
);
