import type { EditQuickReplyRequest, QuickReply } from '../../contracts/api/quick-replies.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { Actor } from '../access/index.ts';
import { findQuickReply, updateQuickReply } from './queries.ts';
import { refuseFaulty } from './refuse-faulty.ts';
import { quickReplyOf } from './rules.ts';

/** A person changes a quick reply. Refused when it is not as that person saw it. */
export async function editQuickReply(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  actor: Actor,
  id: string,
  input: EditQuickReplyRequest,
): Promise<QuickReply> {
  const db = ctx.tenant(actor.companyId);
  const row = await findQuickReply(db, id);
  if (row === null) throw new NotFoundError('quick reply');
  const nowMs = ctx.clock.nowMs();
  const edited = {
    ...row,
    shortcut: input.shortcut ?? row.shortcut,
    text: input.text ?? row.text,
    updatedAtMs: nowMs,
    version: input.version + 1,
  };
  await refuseFaulty(db, edited);
  const results = await db.batch([
    updateQuickReply(db, edited, input.version),
    appendToLog(db, nowMs, [{ entity: 'quick_reply', id }]),
  ]);
  await ctx.publish(actor.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
  });
  return quickReplyOf(edited);
}
