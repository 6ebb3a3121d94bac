import { useEffect, useMemo } from 'preact/hooks';
import type { Contact, KnownIdentifier } from '../../../../workers/contracts/api/contacts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { shortDate } from '../conversations/times.rules.ts';
import { createContactLinksStore } from './contact-links-store.ts';
import { Fact } from './fact.tsx';
import { identifierName, identifierValue } from './identifier.rules.ts';
import { readablePhone } from './phone.rules.ts';
import { readableUsername } from './username.rules.ts';

/** By what a person is known, and was. */
export const ContactFacts = ({ contact }: { contact: Contact }) => {
  const { api } = useWorkspace();
  const store = useMemo(() => createContactLinksStore(api, contact.id), [contact.id]);
  useEffect(() => void store.loadIdentifiers(), [store, contact.version]);
  // What the contact itself says is on the screen at once; a merge brings further ones.
  const own = new Set([contact.phone, contact.userId, contact.parentUserId, contact.username]);
  const others = store.identifiers.value.filter(
    ({ value, isPast, kind }) => kind !== 'group' && (isPast || !own.has(value)),
  );
  return (
    <dl>
      <Fact
        name="Phone"
        value={
          contact.phone === null
            ? contact.kind === 'person'
              ? 'Hidden by WhatsApp'
              : null
            : readablePhone(contact.phone)
        }
        copy={contact.phone !== null && `+${contact.phone}`}
      />
      <Fact name="WhatsApp name" value={contact.profileName} />
      <Fact
        name="Username"
        value={contact.username === null ? null : readableUsername(contact.username)}
        copy
      />
      <Fact name="User id" value={contact.userId} copy />
      <Fact name="Parent user id" value={contact.parentUserId} copy />
      {others.map((one) => (
        <Fact key={keyOf(one)} name={identifierName(one)} value={withEnd(one)} />
      ))}
      <Fact name="First seen" value={shortDate(contact.createdAtMs)} />
    </dl>
  );
};

const keyOf = ({ kind, value, isPast }: KnownIdentifier) => `${kind} ${value} ${String(isPast)}`;

const withEnd = (one: KnownIdentifier) => {
  const value = one.kind === 'phone' ? readablePhone(one.value) : identifierValue(one);
  return one.untilMs === null ? value : `${value} (until ${shortDate(one.untilMs)})`;
};
