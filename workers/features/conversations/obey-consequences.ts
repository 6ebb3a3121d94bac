import type { Consequences, SendOutcome } from '../../channels/port.ts';
import type { StopScope } from '../../contracts/api/breaker.ts';
import type { Context } from '../../context.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { closeBreaker, openBreaker } from '../channels/index.ts';
import { closeWindow, optContactOut } from './consequence-queries.ts';
import { commitConsequences } from './commit-consequences.ts';
import type { MessageRow } from './rules.ts';
import { wakeupRef } from './wake-message.ts';

export type ConsequenceContext = Pick<
  Context,
  'tenant' | 'clock' | 'ids' | 'publish' | 'queues' | 'bindings' | 'log'
>;

/** How long a message waits for a stop that only a person can end before it asks again, in seconds. Ours. */
const UNTIL_CLOSED_SECONDS = 15 * 60;

/**
 * Opens the stops that an answer asks for, and ends those that this message was let through to test. Gives the outcome
 * with the wait that follows: a message that tested a stop is not to blame for it, and waits on; nor is one that met a
 * stop that a person has to end, or what was written after it would go out without it. A fault here never costs the
 * answer.
 */
export async function obeyStops(
  ctx: ConsequenceContext,
  message: Pick<MessageRow, 'companyId' | 'channelId' | 'conversationId' | 'id'>,
  to: string,
  /** Null: it was sent, and its failure was reported later. */
  probes: readonly StopScope[] | null,
  outcome: SendOutcome,
): Promise<SendOutcome> {
  const { companyId, channelId } = message;
  try {
    const stop = outcome.kind === 'accepted' ? null : outcome.consequences.stop;
    if (outcome.kind === 'accepted' || stop === null) {
      // Of an answer that was lost nothing follows: the next message tests again.
      const isOver = outcome.kind === 'accepted' || (outcome.kind === 'rejected' && outcome.error.code !== 0);
      if (isOver && probes !== null && probes.length > 0)
        await closeBreaker(ctx, companyId, channelId, { scopes: probes, to });
      return outcome;
    }
    const { error, consequences } = outcome;
    const breaker = await openBreaker(ctx, companyId, { channelId, to, error }, stop);
    if (probes === null || outcome.kind === 'unknown') return outcome;
    const isToBlame = probes.length === 0 && stop.firstSeconds !== null;
    if (outcome.kind === 'rejected' && isToBlame) return outcome;
    if (breaker.untilMs === null)
      await channelPacer(ctx.bindings, companyId, channelId).wait(wakeupRef(message));
    const retryAfterSeconds =
      breaker.untilMs === null
        ? UNTIL_CLOSED_SECONDS
        : Math.max(1, (breaker.untilMs - ctx.clock.nowMs()) / 1_000);
    return { kind: 'deferred', retryAfterSeconds, error, consequences };
  } catch (fault) {
    ctx.log.error('message.stop_not_kept', fault, { companyId, channelId });
    return outcome;
  }
}

/** What an error means beyond its message and the stops: for the person and for the window. */
export async function obeyConsequences(
  ctx: ConsequenceContext,
  message: Pick<MessageRow, 'companyId' | 'conversationId' | 'sentAtMs'>,
  { optsOut, closesWindow }: Consequences,
): Promise<void> {
  if (!optsOut && !closesWindow) return;
  const { companyId, conversationId } = message;
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  try {
    await commitConsequences(ctx, db, conversationId, [
      ...(optsOut ? [optContactOut(db, conversationId, nowMs)] : []),
      ...(closesWindow ? [closeWindow(db, conversationId, message.sentAtMs)] : []),
    ]);
  } catch (fault) {
    ctx.log.error('message.consequence_not_kept', fault, { companyId, conversationId });
  }
}
