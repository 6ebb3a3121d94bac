import type { Consequences, SendOutcome } from '../../channels/port.ts';
import type { StopScope } from '../../contracts/api/breaker.ts';
import type { Context } from '../../context.ts';
import { closeBreaker, openBreaker } from '../channels/index.ts';
import { closeWindow, optContactOut } from './consequence-queries.ts';
import { commitConsequences } from './commit-consequences.ts';
import type { MessageRow } from './rules.ts';

export type ConsequenceContext = Pick<
  Context,
  'tenant' | 'clock' | 'ids' | 'publish' | 'queues' | 'bindings' | 'log'
>;

/** How long a message waits for a stop that only a person can end before it asks again, in seconds. Ours. */
const UNTIL_CLOSED_SECONDS = 15 * 60;

/**
 * Opens the stops that an answer asks for, and ends those that this message was let through to test. Gives the outcome
 * with the wait that follows: a message that tested a stop is not to blame for it, and waits on. A fault here never
 * costs the answer.
 */
export async function obeyStops(
  ctx: ConsequenceContext,
  message: Pick<MessageRow, 'companyId' | 'channelId'>,
  to: string,
  probes: readonly StopScope[],
  outcome: SendOutcome,
): Promise<SendOutcome> {
  const { companyId, channelId } = message;
  try {
    const stop = outcome.kind === 'accepted' ? null : outcome.consequences.stop;
    if (outcome.kind === 'accepted' || stop === null) {
      // Of an answer that was lost nothing follows: the next message tests again.
      const isOver = outcome.kind === 'accepted' || (outcome.kind === 'rejected' && outcome.error.code !== 0);
      if (isOver && probes.length > 0) await closeBreaker(ctx, companyId, channelId, { scopes: probes, to });
      return outcome;
    }
    const { error, consequences } = outcome;
    const breaker = await openBreaker(ctx, companyId, { channelId, to, error }, stop);
    const isTest = outcome.kind === 'rejected' && probes.length > 0;
    if (outcome.kind !== 'deferred' && !isTest) return outcome;
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
