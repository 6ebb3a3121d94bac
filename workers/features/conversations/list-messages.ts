import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { selectThread, selectThreadIds } from './list-queries.ts';
import { messageOf } from './present.ts';
import type { MessageRow } from './rules.ts';

/** Sorts after every message id. */
const AFTER_ALL = 'msg_~';

/** A page of the thread, the newest message first, with what was written in conversations merged into it. */
export async function listMessages(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  conversationId: string,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ items: Message[]; nextCursor: string | null }> {
  const db = ctx.tenant(companyId);
  const select = (id: string) => selectThread(db, id, input.cursor ?? AFTER_ALL, input.limit + 1);
  const [idsFound, asked] = await db.batch([selectThreadIds(db, conversationId), select(conversationId)]);
  const ids = rowsOf<{ id: string }>(idsFound).map(({ id }) => id);
  const [shown] = ids;
  if (shown === undefined) throw new NotFoundError('conversation');
  const others = ids.filter((id) => id !== conversationId);
  const parts = [asked, ...(await db.batch(others.map(select)))];
  const rows = parts.flatMap((part) => rowsOf<MessageRow>(part)).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const page = rows.slice(0, input.limit);
  return {
    items: page.map((row) => messageOf(row, shown)),
    nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
