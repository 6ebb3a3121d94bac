import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import type { Actor } from '../access/index.ts';
import { entry, withEntry } from './journal.ts';
import { MOVED_MESSAGE } from './list-queries.ts';
import { mayMoveTo } from './message-moves.ts';
import { afterMove, toldMove } from './own-reactions.ts';
import { messageOf } from './present.ts';
import type { MessageRow } from './rules.ts';
import { WAKEUP_MARGIN_MS, wakeMessage, wakeupRef, type MessageRef } from './wake-message.ts';

/**
 * A person has the same message sent once more, if it still stands where they saw it: its row is the job again, under
 * its old `Idempotency-Key`. Gives null where it has moved on meanwhile.
 */
export async function requeueMessage(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  actor: Pick<Actor, 'companyId' | 'userId'>,
  ref: MessageRef & Pick<MessageRow, 'type'>,
  from: Extract<MessageRow['status'], 'failed' | 'unknown'>,
): Promise<Message | null> {
  const db = ctx.tenant(actor.companyId);
  const nowMs = ctx.clock.nowMs();
  const wakeupAtMs = nowMs + WAKEUP_MARGIN_MS;
  await ctx.directory.batch([
    insertWakeups(ctx.directory, [
      { dueAtMs: wakeupAtMs, companyId: actor.companyId, kind: 'message.send', ref: wakeupRef(ref) },
    ]),
  ]);
  await ctx.crashPoint('repeat.wakeup_written');
  const [updated, ...after] = await db.batch([
    db.statement(
      // The provider's id stays until the next one: it tells the reports of the try before from those to come.
      `UPDATE messages SET status = 'queued', error = NULL, attempts = 0, due_at_ms = NULL,
         failed_at_ms = NULL, accepted_at_ms = NULL, wakeup_at_ms = ?4, journal = ${withEntry('?7')},
         version = version + 1,
         decided_by_id = iif(?5 = 'unknown', ?6, decided_by_id)
       WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND status = ?5 AND ${mayMoveTo('person', 'queued')}
       RETURNING ${MOVED_MESSAGE}`,
      ref.conversationId,
      ref.id,
      wakeupAtMs,
      from,
      actor.userId,
      entry({ kind: 'repeated', atMs: nowMs, userId: actor.userId }),
    ),
    ...afterMove(db, ref, nowMs),
  ]);
  await ctx.crashPoint('repeat.committed');
  const [row] = rowsOf<MessageRow>(updated);
  if (row === undefined) return null;
  await Promise.all([
    wakeMessage(ctx, actor.companyId, ref),
    ctx.publish(actor.companyId, toldMove(row, after)),
  ]);
  return messageOf(row);
}
