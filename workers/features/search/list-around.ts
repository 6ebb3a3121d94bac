import type { MessagesAround } from '../../contracts/api/search.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { messageOf, type MessageRow } from '../conversations/index.ts';
import { selectAfter, selectUpTo } from './queries.ts';

/** A part of a thread: one message with up to `limit` on each side of it, the newest first. */
export async function listAround(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  ref: { conversationId: string; messageId: string },
  limit: number,
): Promise<MessagesAround> {
  const db = ctx.tenant(companyId);
  const [before, after] = await db.batch([
    selectUpTo(db, ref.conversationId, ref.messageId, limit + 2),
    selectAfter(db, ref.conversationId, ref.messageId, limit + 1),
  ]);
  const older = rowsOf<MessageRow>(before);
  if (older[0]?.id !== ref.messageId) throw new NotFoundError('message');
  const newer = rowsOf<MessageRow>(after);
  const page = [...newer.slice(0, limit).toReversed(), ...older.slice(0, limit + 1)];
  return {
    items: page.map(messageOf),
    nextCursor: older.length > limit + 1 ? (page.at(-1)?.id ?? null) : null,
    hasNewer: newer.length > limit,
  };
}
