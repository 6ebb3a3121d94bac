import type { MessageMedia } from '../../contracts/api/media.ts';
import type { JournalEntry } from '../../contracts/api/message-life.ts';
import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { entry, messageOf, type MessageRow } from '../conversations/index.ts';
import { updateMedia } from './queries.ts';

/** Writes down how far a message's file has come, and tells the agents. Null where the message has moved on. */
export async function storeMediaState(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  row: MessageRow,
  media: MessageMedia,
  journaled: JournalEntry,
): Promise<Message | null> {
  const db = ctx.tenant(row.companyId);
  const { id, conversationId } = row;
  const [updated, logged] = await db.batch([
    updateMedia(db, row, row.version, JSON.stringify(media), entry(journaled)),
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'message', id, conversationId, change: 'updated' }]),
  ]);
  const [after] = rowsOf<MessageRow>(updated);
  if (after === undefined) return null;
  const message = messageOf(after);
  await ctx.publish(row.companyId, {
    seq: loggedSeq(logged),
    conversations: [],
    messages: [{ event: 'message.updated', message }],
    contacts: [],
  });
  return message;
}
