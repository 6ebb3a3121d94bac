import type { DecisionRequest, Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import type { Actor } from '../access/index.ts';
import { entry, withEntry } from './journal.ts';
import { MOVED_MESSAGE } from './list-queries.ts';
import { mayMoveTo } from './message-moves.ts';
import { afterMove, toldMove } from './own-reactions.ts';
import { messageOf } from './present.ts';
import { refuseOutsideWindow, refuseUnreachable } from './refuse-send.ts';
import { requeueMessage } from './requeue-message.ts';
import { decidableAt, type MessageRow } from './rules.ts';
import { selectForRepeating, type ForRepeating } from './send-queries.ts';
import type { MessageRef } from './wake-message.ts';

/**
 * A person says what became of a message whose answer was lost and of which no report came. Of two who decide one
 * wins. A report that comes later still tells the truth: it moves what was called sent as any other.
 */
export async function decideUnknown(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  actor: Actor,
  ref: MessageRef,
  { outcome }: DecisionRequest,
): Promise<Message> {
  const db = ctx.tenant(actor.companyId);
  const [found] = await db.batch([selectForRepeating(db, ref)]);
  const [message] = rowsOf<ForRepeating>(found);
  if (message === undefined) throw new NotFoundError('message');
  if (message.status !== 'unknown') throw notUnknown();
  const decidableAtMs = decidableAt(message);
  if (decidableAtMs !== null && ctx.clock.nowMs() < decidableAtMs) {
    throw new ConflictError('not_decidable_yet', 'A delivery report may still come. Wait a little longer.', {
      decidableAtMs,
    });
  }
  if (outcome === 'send_again') {
    refuseUnreachable(message);
    if (message.type !== 'template') refuseOutsideWindow(message, ctx.clock.nowMs());
  }
  const place = { conversationId: message.conversationId, id: ref.id, type: message.type };
  const decided =
    outcome === 'sent'
      ? await callSent(ctx, actor, place)
      : await requeueMessage(ctx, actor, place, 'unknown');
  if (decided === null) throw notUnknown();
  return decided;
}

async function callSent(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  actor: Actor,
  ref: MessageRef & Pick<MessageRow, 'type'>,
): Promise<Message | null> {
  const db = ctx.tenant(actor.companyId);
  const nowMs = ctx.clock.nowMs();
  const [updated, ...after] = await db.batch([
    db.statement(
      // The provider's name for it is not known; one of an earlier try would shut out the reports of this one.
      `UPDATE messages SET status = 'sent', error = NULL, external_id = NULL, decided_by_id = ?4, journal = ${withEntry('?5')},
         version = version + 1
       WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND ${mayMoveTo('person', 'sent')}
       RETURNING ${MOVED_MESSAGE}`,
      ref.conversationId,
      ref.id,
      actor.userId,
      entry({ kind: 'decided', atMs: nowMs, userId: actor.userId }),
    ),
    ...afterMove(db, ref, nowMs),
  ]);
  const [row] = rowsOf<MessageRow>(updated);
  if (row === undefined) return null;
  await ctx.publish(actor.companyId, toldMove(row, after));
  return messageOf(row);
}

const notUnknown = () =>
  new ConflictError(
    'not_unknown',
    'It is known by now what became of this message, or somebody has decided.',
  );
