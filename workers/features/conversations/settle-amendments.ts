import type { Context } from '../../context.ts';
import { batchOf } from '../../platform/db/batch-of.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { storeAmendments } from './amendment-queries.ts';
import { knownMessages } from './known-world.ts';
import { createAmendmentPlan, messageKeyText } from './plan-amendments.ts';
import { messageOf } from './present.ts';
import { selectKnownMessages, type KnownMessage, type MessageKey } from './receive-queries.ts';
import type { MessageRow } from './rules.ts';

/** How often it is read again after somebody else was first. Ours. */
const MAX_READS = 6;

/**
 * What is to be done once the provider's name of a message of ours is known: what customers made of it meanwhile waits
 * under that name. May be repeated.
 */
export async function settleAmendments(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  companyId: string,
  message: MessageKey,
): Promise<void> {
  const db = ctx.tenant(companyId);
  for (let reads = 1; ; reads++) {
    const [found] = await db.batch([selectKnownMessages(db, [message])]);
    const known = knownMessages(rowsOf<KnownMessage>(found));
    const amendments = createAmendmentPlan(known, new Map());
    const { plan } = amendments;
    if (known.messages.has(messageKeyText(message))) amendments.settle(message, null);
    if (plan.settled.length === 0 && plan.amended.length === 0) return;
    try {
      const results = await batchOf(db, {
        ...storeAmendments(db, plan),
        log: [appendToLog(db, ctx.clock.nowMs(), plan.changes)],
      });
      return await ctx.publish(companyId, {
        seq: loggedSeq(results.log[0]),
        conversations: [],
        messages: results.amended
          .flatMap((result) => rowsOf<MessageRow>(result))
          .map((row) => ({ event: 'message.updated', message: messageOf(row) })),
        contacts: [],
      });
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }
}
