import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import type { Actor } from '../access/index.ts';
import { refuseOutsideWindow, refuseUnreachable } from './refuse-send.ts';
import { requeueMessage } from './requeue-message.ts';
import { selectForRepeating, type ForRepeating } from './send-queries.ts';
import type { MessageRef } from './wake-message.ts';

/** A person sends a failed message again. Only a failed one: of any other it might become two. */
export async function retryMessage(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  actor: Actor,
  ref: MessageRef,
): Promise<Message> {
  const db = ctx.tenant(actor.companyId);
  const [found] = await db.batch([selectForRepeating(db, ref)]);
  const [message] = rowsOf<ForRepeating>(found);
  if (message === undefined) throw new NotFoundError('message');
  if (message.status !== 'failed') throw notFailed();
  refuseUnreachable(message);
  if (message.type !== 'template') refuseOutsideWindow(message, ctx.clock.nowMs());
  const again = await requeueMessage(
    ctx,
    actor,
    { conversationId: message.conversationId, id: ref.id, type: message.type },
    'failed',
  );
  if (again === null) throw notFailed();
  return again;
}

const notFailed = () => new ConflictError('not_failed', 'Only a message that failed can be sent again.');
