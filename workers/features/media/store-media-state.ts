import type { MessageMedia } from '../../contracts/api/media.ts';
import type { JournalEntry } from '../../contracts/api/message-life.ts';
import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { batchOf } from '../../platform/db/batch-of.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import {
  entry,
  listed,
  messageOf,
  selectByIds,
  shownInList,
  writePreviews,
  type ListedConversation,
  type MessageRow,
} from '../conversations/index.ts';
import { updateMedia } from './queries.ts';

/** Writes down how far a message's file has come, and tells the agents. Null where the message has moved on. */
export async function storeMediaState(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish' | 'crashPoint'>,
  row: MessageRow & { goesOnIn?: string | null },
  media: MessageMedia,
  journaled: JournalEntry,
): Promise<Message | null> {
  const db = ctx.tenant(row.companyId);
  const { id, conversationId } = row;
  const stored = JSON.stringify(media);
  const shownId = row.goesOnIn ?? conversationId;
  // How long a recording is shows in the list too.
  const isTimed = media.durationMs !== null;
  const preview = { conversationId: shownId, messageId: id, ...shownInList({ ...row, media: stored }) };
  const results = await batchOf(db, {
    media: [updateMedia(db, row, row.version, stored, entry(journaled))],
    preview: isTimed ? [writePreviews(db, [preview])] : [],
    log: [
      appendToLog(db, ctx.clock.nowMs(), [
        { entity: 'message', id, conversationId, change: 'updated' },
        ...(isTimed ? [{ entity: 'conversation' as const, id: shownId }] : []),
      ]),
    ],
    conversation: isTimed ? [selectByIds(db, [shownId])] : [],
  });
  const [after] = rowsOf<MessageRow>(results.media[0]);
  if (after === undefined) return null;
  await ctx.crashPoint('media.committed');
  const message = messageOf(after);
  await ctx.publish(row.companyId, {
    seq: loggedSeq(results.log[0]),
    conversations: rowsOf<ListedConversation>(results.conversation[0]).map(listed),
    messages: [{ event: 'message.updated', message }],
    contacts: [],
  });
  await ctx.crashPoint('media.told');
  return message;
}
