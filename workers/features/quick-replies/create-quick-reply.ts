import type { CreateQuickReplyRequest, QuickReply } from '../../contracts/api/quick-replies.ts';
import type { Context } from '../../context.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { Actor } from '../access/index.ts';
import { insertQuickReply } from './queries.ts';
import { refuseFaulty } from './refuse-faulty.ts';
import { quickReplyOf, type QuickReplyRow } from './rules.ts';

/** Keeps a text that people send again and again. */
export async function createQuickReply(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish'>,
  actor: Actor,
  input: CreateQuickReplyRequest,
): Promise<QuickReply> {
  const db = ctx.tenant(actor.companyId);
  const nowMs = ctx.clock.nowMs();
  const row: QuickReplyRow = {
    companyId: actor.companyId,
    id: ctx.ids.next('qr'),
    ...input,
    version: 1,
    updatedAtMs: nowMs,
  };
  await refuseFaulty(db, row);
  const results = await db.batch([
    insertQuickReply(db, row),
    appendToLog(db, nowMs, [{ entity: 'quick_reply', id: row.id }]),
  ]);
  await ctx.publish(actor.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
  });
  return quickReplyOf(row);
}
