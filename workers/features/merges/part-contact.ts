import type { Contact } from '../../contracts/api/contacts.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../access/index.ts';
import { getContact, undoMerge } from '../contacts/index.ts';
import { tellConversations } from '../conversations/index.ts';

/** A person undoes a merge. Gives the contact that stayed, as it is without the other. */
export async function partContact(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  actor: Actor,
  ref: { contactId: string; mergeId: string },
): Promise<Contact> {
  const { id } = await getContact(ctx, actor.companyId, ref.contactId);
  const parted = await undoMerge(ctx, actor.companyId, { ...ref, contactId: id }, actor.userId);
  await tellConversations(ctx, actor.companyId, parted);
  return getContact(ctx, actor.companyId, parted.contactId);
}
