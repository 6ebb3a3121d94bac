import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { Actor } from '../access/index.ts';
import { deleteQuickReply as deleteStatement, findQuickReply } from './queries.ts';

/** A person deletes a quick reply. What was sent with it stays. */
export async function deleteQuickReply(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  actor: Actor,
  id: string,
): Promise<void> {
  const db = ctx.tenant(actor.companyId);
  if ((await findQuickReply(db, id)) === null) throw new NotFoundError('quick reply');
  const results = await db.batch([
    deleteStatement(db, id),
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'quick_reply', id }]),
  ]);
  await ctx.publish(actor.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
  });
}
