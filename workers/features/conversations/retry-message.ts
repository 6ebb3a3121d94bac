import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import type { Actor } from '../access/index.ts';
import { refuseOutsideWindow } from './queue-message.ts';
import { messageOf } from './present.ts';
import type { ConversationRow, MessageRow } from './rules.ts';
import { messages } from './schema.ts';
import { selectConversationWithContact } from './send-queries.ts';
import { WAKEUP_MARGIN_MS, wakeMessage, wakeupRef, type MessageRef } from './wake-message.ts';

/** A person sends a failed message again. Only a failed one: of any other it might become two. */
export async function retryMessage(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log'>,
  actor: Actor,
  ref: MessageRef,
): Promise<Message> {
  const db = ctx.tenant(actor.companyId);
  const [found, current] = await db.batch([
    selectConversationWithContact(db, ref.conversationId),
    db.statement(
      `SELECT status FROM messages m WHERE m.company_id = ?1 AND m.conversation_id = ?2 AND m.id = ?3`,
      ref.conversationId,
      ref.id,
    ),
  ]);
  const [conversation] = rowsOf<ConversationRow>(found);
  const [message] = rowsOf<Pick<MessageRow, 'status'>>(current);
  if (conversation === undefined || message === undefined) throw new NotFoundError('message');
  if (message.status !== 'failed') throw notFailed();
  const nowMs = ctx.clock.nowMs();
  refuseOutsideWindow(conversation, nowMs);

  const wakeupAtMs = nowMs + WAKEUP_MARGIN_MS;
  await ctx.directory.batch([
    insertWakeups(ctx.directory, [
      { dueAtMs: wakeupAtMs, companyId: actor.companyId, kind: 'message.send', ref: wakeupRef(ref) },
    ]),
  ]);
  const [updated, logged] = await db.batch([
    db.statement(
      // The provider's id stays until the next one: it tells the reports of the try that failed from those to come.
      `UPDATE messages SET status = 'queued', error = NULL, attempts = 0, due_at_ms = NULL,
         failed_at_ms = NULL, accepted_at_ms = NULL, wakeup_at_ms = ?4, version = version + 1
       WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND status = 'failed'
       RETURNING ${columnsOf(messages, 'messages')}`,
      ref.conversationId,
      ref.id,
      wakeupAtMs,
    ),
    appendToLog(db, nowMs, [
      { entity: 'message', id: ref.id, conversationId: ref.conversationId, change: 'updated' },
    ]),
  ]);
  const [row] = rowsOf<MessageRow>(updated);
  if (row === undefined) throw notFailed();
  await Promise.all([
    wakeMessage(ctx, actor.companyId, ref),
    ctx.publish(actor.companyId, {
      seq: loggedSeq(logged),
      conversations: [],
      messages: [{ event: 'message.updated', message: messageOf(row) }],
      contacts: [],
    }),
  ]);
  return messageOf(row);
}

const notFailed = () => new ConflictError('not_failed', 'Only a message that failed can be sent again.');
