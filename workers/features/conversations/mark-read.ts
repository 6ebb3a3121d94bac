import type { Context } from '../../context.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { Actor } from '../access/index.ts';
import { listed } from './list-conversations.ts';
import { selectConversation, type ListedConversation } from './list-queries.ts';
import { conversations } from './schema.ts';
import type { ConversationRow } from './rules.ts';
import { tellSeenSoon } from './tell-seen.ts';

/** A person has seen the thread: nothing in it is unread. Reading what is read changes nothing. */
export async function markRead(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish' | 'queues' | 'log' | 'crashPoint'>,
  actor: Actor,
  conversationId: string,
): Promise<void> {
  const db = ctx.tenant(actor.companyId);
  const [found] = await db.batch([selectConversation(db, conversationId)]);
  const [before] = rowsOf<ListedConversation>(found);
  if (before === undefined) throw new NotFoundError('conversation');
  if (before.unreadCount === 0) return;
  // First, because whoever asks again after an interruption finds nothing unread: the sign would never be given.
  await tellSeenSoon(ctx, actor.companyId, conversationId, before.lastMessageAtMs);
  await ctx.crashPoint('seen.asked');
  const [updated, , logged] = await db.batch([
    db.statement(
      // Only what the person can have seen: messages that came since then stay unread.
      `UPDATE conversations SET unread_count = max(0, unread_count - ?3), activity_seq = activity_seq + 1
       WHERE company_id = ?1 AND id = ?2 RETURNING ${columnsOf(conversations, 'conversations')}`,
      before.id,
      before.unreadCount,
    ),
    // What was read here is read when the conversations are parted again.
    db.statement(
      `UPDATE conversations INDEXED BY conversations_by_merge SET unread_count = 0
       WHERE company_id = ?1 AND merged_into_id = ?2 AND unread_count > 0`,
      before.id,
    ),
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'conversation', id: before.id }]),
  ]);
  const [row] = rowsOf<ConversationRow>(updated);
  if (row === undefined) return;
  await ctx.crashPoint('seen.committed');
  await ctx.publish(actor.companyId, {
    seq: loggedSeq(logged),
    conversations: [listed({ ...before, ...row })],
    messages: [],
    contacts: [],
  });
}
