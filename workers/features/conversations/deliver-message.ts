import type { SendOutcome } from '../../channels/port.ts';
import type { MessageError } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { HouseError } from '../../platform/errors.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { forgetCopies } from '../files/index.ts';
import { countTry } from './count-try.ts';
import { shownHandover } from './handover.rules.ts';
import { holdMessage } from './hold-message.ts';
import {
  explainDisconnected,
  explainHandedOver,
  explainOptedOut,
  explainWindowClosed,
} from './lost-outcome.ts';
import { explainRate, isWaitSaid } from './rate-waits.rules.ts';
import { obeyConsequences, obeyStops } from './obey-consequences.ts';
import { NO_CONSEQUENCES, prepareSend, type PreparedSend } from './prepare-send.ts';
import { LEASE_MS, LONGEST_QUEUE_WAIT_MS, recipientOf, windowEndsAt } from './rules.ts';
import { claimMessage, selectForSending, type ForSending } from './send-queries.ts';
import { storeOutcome, type Claim } from './store-outcome.ts';
import { wakeupRef, type MessageRef } from './wake-message.ts';

/** Messages of one number in a second, where Meta has not said otherwise. Source: Meta, Cloud API throughput. */
const DEFAULT_PER_SECOND = 80;

type DeliverContext = Pick<
  Context,
  | 'tenant'
  | 'directory'
  | 'clock'
  | 'ids'
  | 'envelope'
  | 'channels'
  | 'queues'
  | 'publish'
  | 'log'
  | 'bindings'
  | 'files'
  | 'media'
  | 'metrics'
  | 'crashPoint'
>;

/**
 * Sends one message, if it is due: its files, permit, claim, call, outcome. Whatever the queue repeats or overlaps, only the
 * one whose claim succeeds makes the call.
 */
export async function deliverMessage(
  ctx: DeliverContext,
  companyId: string,
  ref: MessageRef,
): Promise<JobEnd> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectForSending(db, ref)]);
  const [message] = rowsOf<ForSending>(found);
  if (message === undefined || message.status !== 'queued') return { kind: 'done' };
  const nowMs = ctx.clock.nowMs();
  // One that waits for hours is found by the clock.
  if (message.dueAtMs !== null && message.dueAtMs > nowMs + LONGEST_QUEUE_WAIT_MS) return { kind: 'done' };
  if (message.dueAtMs !== null && message.dueAtMs > nowMs) return again(message.dueAtMs - nowMs);
  // The earlier reply wakes this one when it is finished; no permit is spent on waiting.
  if (message.isHeldUp === 1) return { kind: 'done' };

  await ctx.crashPoint('send.read');
  const prepared = await prepare(ctx, companyId, message);
  const to = recipientOf(message);
  const permit = await channelPacer(ctx.bindings, companyId, message.channelId).acquire(
    { ref: wakeupRef(ref), to, perSecond: message.perSecond ?? DEFAULT_PER_SECOND },
    nowMs,
  );
  if (permit.kind === 'wait') {
    const { rate, waitMs } = permit;
    return isWaitSaid(waitMs, message.sentAtMs, nowMs)
      ? holdMessage(ctx, message, explainRate(rate), waitMs)
      : again(waitMs);
  }
  if (permit.kind === 'stopped') return holdMessage(ctx, message, permit.breaker, permit.waitMs);

  await ctx.crashPoint('send.permitted');
  const claim: Claim = { ...ref, leaseUntilMs: ctx.clock.nowMs() + LEASE_MS };
  const [claimed] = await db.batch([claimMessage(db, ref, ctx.clock.nowMs(), claim.leaseUntilMs)]);
  // Refused: somebody else has it, or an earlier reply goes first and wakes this one when it is finished.
  if (rowsOf(claimed).length === 0) return { kind: 'done' };

  await ctx.crashPoint('send.claimed');
  const atMs = ctx.clock.nowMs();
  const sent = await send(ctx, companyId, message.channelId, prepared);
  const asked = prepared.kind === 'ended' ? null : { atMs, endedAtMs: ctx.clock.nowMs() };
  await ctx.crashPoint('send.answered');
  const outcome = await obeyStops(ctx, message, to, permit.probes, sent);
  countTry(ctx, message, outcome, asked);
  const end = await keepOutcome(ctx, companyId, claim, outcome);
  if (outcome.kind !== 'accepted') await obeyConsequences(ctx, message, outcome.consequences);
  return end;
}

/** What the provider says when it no longer knows a file, among other things. Source: Meta, Cloud API error codes. */
const MAYBE_FORGOTTEN_CODES = new Set([100, 131009, 131052, 131053]);

async function send(
  ctx: Pick<Context, 'tenant' | 'channels'>,
  companyId: string,
  channelId: string,
  prepared: PreparedSend,
): Promise<SendOutcome> {
  if (prepared.kind === 'ended') return prepared.outcome;
  const { channel, message, oldUploadIds } = prepared;
  const outcome = await ctx.channels.cloud.send(channel, message);
  if (outcome.kind !== 'rejected' || oldUploadIds.length === 0) return outcome;
  if (!MAYBE_FORGOTTEN_CODES.has(outcome.error.code)) return outcome;
  await forgetCopies(ctx, companyId, channelId, oldUploadIds);
  return { ...outcome, retryable: true };
}

/** What is known to be refused is not even tried. */
async function prepare(ctx: DeliverContext, companyId: string, message: ForSending): Promise<PreparedSend> {
  const error = whyNotToTry(message, ctx.clock.nowMs());
  return error === null ? prepareSend(ctx, companyId, message) : refusal(error);
}

/** What was true when it was written may not be when it goes out. */
function whyNotToTry(message: ForSending, nowMs: number): MessageError | null {
  if (message.disconnectedAtMs !== null) return explainDisconnected();
  if (shownHandover(message.handover) !== null) return explainHandedOver();
  if (message.unwantedCategory === 'MARKETING') return explainOptedOut();
  const windowEndsAtMs = windowEndsAt(message.lastInboundAtMs);
  const isOpen = message.type === 'template' || (windowEndsAtMs !== null && nowMs < windowEndsAtMs);
  return isOpen ? null : explainWindowClosed();
}

function refusal(error: MessageError): PreparedSend {
  const outcome = { kind: 'rejected' as const, retryable: false, error, consequences: NO_CONSEQUENCES };
  return { kind: 'ended', outcome };
}

/** The provider has answered: if the database cannot take the answer now, a queue keeps it. */
async function keepOutcome(
  ctx: Pick<
    Context,
    'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'metrics' | 'crashPoint'
  >,
  companyId: string,
  claim: Claim,
  outcome: SendOutcome,
): Promise<JobEnd> {
  const atMs = ctx.clock.nowMs();
  try {
    return await storeOutcome(ctx, companyId, claim, outcome, atMs);
  } catch (error) {
    if (!(error instanceof HouseError)) throw error;
    await ctx.queues.messagesUrgent.send({
      v: 1,
      kind: 'message.outcome',
      lane: 'messages-urgent',
      companyId,
      ref: { conversationId: claim.conversationId, messageId: claim.id },
      leaseUntilMs: claim.leaseUntilMs,
      atMs,
      outcome: JSON.stringify(outcome),
    });
    await ctx.crashPoint('send.answer_kept');
    return { kind: 'done' };
  }
}

function again(afterMs: number): JobEnd {
  return { kind: 'again', afterSeconds: Math.max(1, Math.ceil(afterMs / 1_000)) };
}
