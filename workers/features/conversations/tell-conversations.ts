import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { listed } from './list-conversations.ts';
import { selectByIds, type ListedConversation } from './list-queries.ts';

/** Tells what a commit in another feature made of conversations. */
export async function tellConversations(
  ctx: Pick<Context, 'tenant' | 'publish'>,
  companyId: string,
  change: { seq: number; conversationIds: readonly string[]; contacts: { id: string; version: number }[] },
): Promise<void> {
  const db = ctx.tenant(companyId);
  const [found] =
    change.conversationIds.length === 0 ? [] : await db.batch([selectByIds(db, change.conversationIds)]);
  await ctx.publish(companyId, {
    seq: change.seq,
    conversations: rowsOf<ListedConversation>(found).map(listed),
    messages: [],
    contacts: change.contacts,
  });
}
