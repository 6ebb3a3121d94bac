import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { listed } from './list-conversations.ts';
import { selectConversation, type ListedConversation } from './list-queries.ts';

/** One conversation; for one that was merged, the one in which it goes on. */
export async function getConversation(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  conversationId: string,
): Promise<Conversation> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectConversation(db, conversationId)]);
  const [row] = rowsOf<ListedConversation>(found);
  if (row === undefined) throw new NotFoundError('conversation');
  return listed(row);
}
