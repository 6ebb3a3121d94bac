import type { Contact, UpdateContactRequest } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { Actor } from '../access/index.ts';
import { editContact as editStatement, findContact, replaceTerms } from './queries.ts';
import { contactOf, toldContact } from './rules.ts';

/** A person changes a contact's name or notes, or what they told them they want. */
export async function editContact(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  actor: Actor,
  contactId: string,
  input: UpdateContactRequest,
): Promise<Contact> {
  const db = ctx.tenant(actor.companyId);
  const row = await findContact(db, contactId);
  if (row === null || row.mergedIntoId !== null) throw new NotFoundError('contact');
  const edited = {
    ...row,
    ...(input.name === undefined
      ? {}
      : { givenName: input.name === '' ? null : input.name, givenNameAsOfMs: ctx.clock.nowMs() }),
    notes: input.notes ?? row.notes,
    ...(input.wantsMarketing === undefined ? {} : preference(input.wantsMarketing, ctx.clock.nowMs())),
    version: input.version + 1,
  };
  const results = await db.batch([
    editStatement(db, {
      id: row.id,
      version: input.version,
      givenName: edited.givenName,
      givenNameAsOfMs: edited.givenNameAsOfMs,
      notes: edited.notes,
      marketingOptOutAtMs: edited.marketingOptOutAtMs,
      marketingOptOutSource: edited.marketingOptOutSource,
      marketingChangedAtMs: edited.marketingChangedAtMs,
    }),
    ...replaceTerms(db, row, edited),
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'contact', id: row.id }]),
  ]);
  await ctx.publish(actor.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [toldContact(edited)],
  });
  return contactOf(edited);
}

function preference(wantsMarketing: boolean, atMs: number) {
  return {
    marketingOptOutAtMs: wantsMarketing ? null : atMs,
    marketingOptOutSource: wantsMarketing ? null : ('agent' as const),
    marketingChangedAtMs: atMs,
  };
}
