import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { listed } from './list-conversations.ts';
import { selectByIds, selectThread, type ListedConversation } from './list-queries.ts';
import { messageOf } from './present.ts';
import type { MessageRow } from './rules.ts';

/** Sorts after every message id. */
const AFTER_ALL = 'msg_~';

export async function getConversation(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  conversationId: string,
): Promise<Conversation> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectByIds(db, [conversationId])]);
  const [row] = rowsOf<ListedConversation>(found);
  if (row === undefined) throw new NotFoundError('conversation');
  return listed(row);
}

/** A page of the thread, the newest message first. */
export async function listMessages(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  conversationId: string,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ items: Message[]; nextCursor: string | null }> {
  const db = ctx.tenant(companyId);
  const [conversation, thread] = await db.batch([
    selectByIds(db, [conversationId]),
    selectThread(db, conversationId, input.cursor ?? AFTER_ALL, input.limit + 1),
  ]);
  if (rowsOf(conversation).length === 0) throw new NotFoundError('conversation');
  const rows = rowsOf<MessageRow>(thread);
  const page = rows.slice(0, input.limit);
  return {
    items: page.map(messageOf),
    nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
