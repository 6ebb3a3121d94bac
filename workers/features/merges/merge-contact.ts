import type { Contact } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../access/index.ts';
import { getContact, mergeContacts } from '../contacts/index.ts';
import { tellConversations } from '../conversations/index.ts';

/** A person says that two contacts are one. Gives the one that stays. */
export async function mergeContact(
  ctx: Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>,
  actor: Actor,
  contactId: string,
  otherContactId: string,
): Promise<Contact> {
  const joined = await mergeContacts(ctx, actor.companyId, [contactId, otherContactId], actor.userId);
  await tellConversations(ctx, actor.companyId, joined);
  return getContact(ctx, actor.companyId, joined.contactId);
}
