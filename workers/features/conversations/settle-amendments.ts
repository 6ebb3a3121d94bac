import type { Context } from '../../context.ts';
import { batchOf } from '../../platform/db/batch-of.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { storeAmendments } from './amendment-queries.ts';
import type { StoredAmendment } from './amendments.rules.ts';
import { knownMessages } from './known-world.ts';
import { selectMessagesByRefs } from './list-queries.ts';
import { createAmendmentPlan, messageKeyText, type KnownTarget } from './plan-amendments.ts';
import { messageOf } from './present.ts';
import { selectKnownMessages, type KnownMessage } from './receive-queries.ts';
import type { MessageRow } from './rules.ts';

/** How often it is read again after somebody else was first. Ours. */
const MAX_READS = 6;

/**
 * What is to be done once the provider's name of a message of ours is known: what customers made of it meanwhile waits
 * under that name, and a reaction of ours shows in the message that it is to. May be repeated.
 */
export async function settleAmendments(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  companyId: string,
  message: Pick<MessageRow, 'channelId' | 'type' | 'content' | 'replyToId' | 'authorId' | 'sentAtMs'> & {
    conversationId: string;
    externalId: string;
  },
): Promise<void> {
  const db = ctx.tenant(companyId);
  const targetRef = message.type === 'reaction' ? message.replyToId : null;
  for (let reads = 1; ; reads++) {
    const [waitingFound, targetFound] = await db.batch([
      selectKnownMessages(db, [message]),
      ...(targetRef === null
        ? []
        : [selectMessagesByRefs(db, [{ conversationId: message.conversationId, id: targetRef }])]),
    ]);
    const known = knownMessages(rowsOf<KnownMessage>(waitingFound));
    const [target] = rowsOf<KnownTarget>(targetFound);
    const amendments = createAmendmentPlan(known, new Map());
    const { plan } = amendments;
    if (known.messages.has(messageKeyText(message))) amendments.settle(message);
    if (target?.externalId != null) {
      const key = { channelId: target.channelId, externalId: target.externalId };
      known.messages.set(messageKeyText(key), target);
      amendments.amend(key, ownReaction(message, target), 0);
    }
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

function ownReaction(
  { content, authorId, sentAtMs }: Pick<MessageRow, 'content' | 'authorId' | 'sentAtMs'>,
  target: KnownTarget,
): StoredAmendment {
  // Sound: the content of what was sent from here is the request as it was accepted.
  const { reaction } = JSON.parse(content ?? '{}') as { reaction?: { emoji?: string } };
  return {
    kind: 'reaction',
    by: authorId === null ? 'phone_app' : `user:${authorId}`,
    atMs: sentAtMs,
    conversationId: target.conversationId,
    direction: 'outbound',
    memberId: null,
    emoji: reaction?.emoji === undefined || reaction.emoji === '' ? null : reaction.emoji,
    text: null,
    content: null,
    holders: [],
  };
}
