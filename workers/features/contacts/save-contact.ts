import type { Contact, SaveContactRequest } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { ConflictError, ValidationError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { Actor } from '../access/index.ts';
import { storeResolution } from './queries.ts';
import { readHolders } from './read-holders.ts';
import {
  contactOf,
  identifierText,
  newContact,
  phoneDigits,
  phoneKey,
  termsOf,
  toldContact,
} from './rules.ts';

/** How often it is read again after somebody else was first. Ours. */
const MAX_READS = 6;

/** Makes a contact of a number; one that is known is given back, with the name where nobody gave it one yet. */
export async function saveContact(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  actor: Actor,
  input: SaveContactRequest,
): Promise<{ contact: Contact; isNew: boolean }> {
  const phone = phoneDigits(input.phone);
  if (phone === null) {
    throw ValidationError.ofFields([
      { path: 'phone', message: 'Give the number with its country code, for example +55 11 95555 0100.' },
    ]);
  }
  const db = ctx.tenant(actor.companyId);
  const identifier = { kind: 'phone' as const, value: phoneKey(phone) };
  const name = input.name ?? null;
  for (let reads = 1; ; reads++) {
    const holders = await readHolders(db, [identifier]);
    const known = holders.get(identifierText(identifier))?.contact;
    if (known !== undefined && (name === null || known.givenName !== null))
      return { contact: contactOf(known), isNew: false };
    const nowMs = ctx.clock.nowMs();
    const row =
      known === undefined
        ? newContact({
            companyId: actor.companyId,
            id: ctx.ids.next('ct'),
            givenName: name,
            givenNameAsOfMs: name === null ? null : nowMs,
            phone,
            identifiers: JSON.stringify([identifierText(identifier)]),
            notes: input.notes ?? '',
            createdAtMs: nowMs,
          })
        : { ...known, givenName: name, givenNameAsOfMs: nowMs, version: known.version + 1 };
    const terms = termsOf(row).map((term) => ({ term, contactId: row.id }));
    const identifiers = known === undefined ? [{ ...identifier, contactId: row.id }] : [];
    try {
      const results = await db.batch([
        ...storeResolution(db, { changed: [row], identifiers, terms }),
        appendToLog(db, nowMs, [{ entity: 'contact', id: row.id }]),
      ]);
      await ctx.publish(actor.companyId, {
        seq: loggedSeq(results.at(-1)),
        conversations: [],
        messages: [],
        contacts: [toldContact(row)],
      });
      return { contact: contactOf(row), isNew: known === undefined };
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }
}
