import type { KnownIdentifier } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { getContact } from './get-contact.ts';
import { selectHolders, type HolderRow } from './holder-queries.ts';
import { selectContacts } from './merge-queries.ts';
import { identifiersIn, knownIdentifiers, type ContactRow } from './rules.ts';

/** By what a contact is known, and what it had before. */
export async function listIdentifiers(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  contactId: string,
): Promise<{ items: KnownIdentifier[] }> {
  const db = ctx.tenant(companyId);
  const { id } = await getContact(ctx, companyId, contactId);
  const [found] = await db.batch([selectContacts(db, [id])]);
  const [row] = rowsOf<ContactRow>(found);
  if (row === undefined) return { items: [] };
  const [held] = await db.batch([selectHolders(db, identifiersIn(row))]);
  return { items: knownIdentifiers(row, rowsOf<HolderRow>(held)) };
}
