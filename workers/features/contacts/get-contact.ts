import type { Contact } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { findContact } from './queries.ts';
import { contactOf } from './rules.ts';

/** Merges into merges that are followed. Ours: a person with more duplicates than this is not one. */
const MAX_STEPS = 20;

/** One contact; for one that was merged, the one that it became. */
export async function getContact(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  contactId: string,
): Promise<Contact> {
  let id = contactId;
  for (let step = 0; step < MAX_STEPS; step++) {
    const row = await findContact(ctx.tenant(companyId), id);
    if (row === null) break;
    if (row.mergedIntoId === null) return contactOf(row);
    id = row.mergedIntoId;
  }
  throw new NotFoundError('contact');
}
