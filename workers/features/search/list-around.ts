import type { MessagesAround } from '../../contracts/api/search.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { messageOf, selectThreadIds, type MessageRow } from '../conversations/index.ts';
import { selectAfter, selectUpTo } from './queries.ts';

/** A part of a thread: one message with up to `limit` on each side of it, the newest first. */
export async function listAround(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  ref: { conversationId: string; messageId: string },
  limit: number,
): Promise<MessagesAround> {
  const db = ctx.tenant(companyId);
  const select = (id: string) => [
    selectUpTo(db, id, ref.messageId, limit + 2),
    selectAfter(db, id, ref.messageId, limit + 1),
  ];
  const [idsFound, ...asked] = await db.batch([
    selectThreadIds(db, ref.conversationId),
    ...select(ref.conversationId),
  ]);
  const ids = rowsOf<{ id: string }>(idsFound).map(({ id }) => id);
  const others = await db.batch(ids.filter((id) => id !== ref.conversationId).flatMap(select));
  const rows = (first: number) =>
    [...asked, ...others]
      .filter((_, index) => index % 2 === first)
      .flatMap((part) => rowsOf<MessageRow>(part));
  const older = rows(0)
    .toSorted(newestFirst)
    .slice(0, limit + 2);
  if (older[0]?.id !== ref.messageId) throw new NotFoundError('message');
  const newer = rows(1).toSorted(newestFirst).toReversed();
  const page = [...newer.slice(0, limit).toReversed(), ...older.slice(0, limit + 1)];
  return {
    items: page.map((row) => messageOf(row, ids[0])),
    nextCursor: older.length > limit + 1 ? (page.at(-1)?.id ?? null) : null,
    hasNewer: newer.length > limit,
  };
}

const newestFirst = (a: MessageRow, b: MessageRow) => (a.id < b.id ? 1 : -1);
