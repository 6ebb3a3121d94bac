import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { openContent } from '../files/index.ts';
import { selectMessagesInThread } from './list-queries.ts';
import { readContent } from './read-content.ts';
import type { MessageRow } from './rules.ts';

/** All of a message's content, also where it is shown with no more than the beginning of it. */
export async function getWholeContent(
  ctx: Pick<Context, 'tenant' | 'files'>,
  companyId: string,
  ref: { conversationId: string; id: string },
): Promise<{ content: Record<string, unknown> }> {
  const db = ctx.tenant(companyId);
  const [, found] = await db.batch(selectMessagesInThread(db, ref.conversationId, [ref.id]));
  const [row] = rowsOf<MessageRow>(found);
  if (row === undefined || row.revokedAtMs !== null) throw new NotFoundError('message');
  const { content, wholeContent } = readContent(row);
  if (wholeContent === null) return { content: content ?? {} };
  const { channelId, externalId } = row;
  const text = externalId === null ? null : await openContent(ctx, companyId, { channelId, externalId });
  if (text === null) throw new NotFoundError('content');
  // Sound: the channel's reader wrote it, as an object.
  return { content: JSON.parse(text) as Record<string, unknown> };
}
