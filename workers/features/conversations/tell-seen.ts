import type { ConversationSeen } from '../../contracts/queues.ts';
import type { UntoldReason } from '../../contracts/api/message-life.ts';
import { META_LIMITS } from '../../contracts/limits.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { tokenPlace } from '../channels/index.ts';
import { shownHandover } from './handover.rules.ts';
import { selectNewestInbound, type NewestInbound } from './seen-queries.ts';

const DAY_MS = 86_400_000;

/** What became of a sign. `untold`: the message that it was about, why, and whether it may be taken in a while. */
export type SeenEnd =
  { kind: 'ended' } | { kind: 'untold'; id: string; reason: UntoldReason; mayBeTakenLater: boolean };

const ENDED: SeenEnd = { kind: 'ended' };

/**
 * Tells the customer that what they had written by a time (null: until now) was read and, with `isTyping`, that an answer is being written.
 * Where it is not ours to say (another app has the thread, the number is disconnected) nothing is said.
 */
export async function tellSeen(
  ctx: Pick<Context, 'tenant' | 'clock' | 'envelope' | 'channels' | 'log' | 'crashPoint'>,
  companyId: string,
  seen: { conversationId: string; isTyping: boolean; untilMs: number | null },
): Promise<SeenEnd> {
  const { conversationId, isTyping, untilMs } = seen;
  const db = ctx.tenant(companyId);
  // By its place in the thread, which is what a person saw: the provider's clock may be ahead of ours.
  const beforeId = untilMs === null ? null : firstIdOf('msg', untilMs + 1);
  const [found] = await db.batch([selectNewestInbound(db, conversationId, beforeId)]);
  const [newest] = rowsOf<NewestInbound>(found);
  if (newest === undefined || newest.disconnectedAtMs !== null) return ENDED;
  if (shownHandover(newest.handover) !== null) return ENDED;
  if (newest.sentAtMs < ctx.clock.nowMs() - META_LIMITS.reactionDays * DAY_MS) return ENDED;
  await ctx.crashPoint('seen.read');
  try {
    const accessToken = await ctx.envelope.open(
      tokenPlace(companyId, newest.channelId),
      newest.accessTokenSealed,
    );
    const channel = { phoneNumberId: newest.phoneNumberId, accessToken };
    const receipt = await ctx.channels.cloud.markRead(channel, newest.externalId, isTyping);
    await ctx.crashPoint('seen.told');
    if (receipt === 'taken') return ENDED;
    ctx.log.warn('conversation.seen_not_taken', { companyId, conversationId, receipt });
    return receipt === 'later' ? untold('unreachable') : untold('refused', false);
  } catch (error) {
    ctx.log.warn('conversation.seen_not_told', { companyId, conversationId, error });
    return untold('failed');
  }

  function untold(reason: UntoldReason, mayBeTakenLater = true): SeenEnd {
    return { kind: 'untold', id: newest?.id ?? '', reason, mayBeTakenLater };
  }
}

/** Asks for it to be told. When the queue does not take it, the customer sees grey ticks until the next time. */
export async function tellSeenSoon(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  conversationId: string,
  untilMs: number,
): Promise<void> {
  const job: ConversationSeen = {
    v: 1,
    kind: 'conversation.seen',
    lane: 'messages',
    companyId,
    ref: { conversationId },
    untilMs,
  };
  try {
    await ctx.queues.messages.send(job);
  } catch (error) {
    ctx.log.warn('conversation.seen_not_queued', { companyId, conversationId, error });
  }
}
