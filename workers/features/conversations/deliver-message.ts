import type { SendOutcome } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { HouseError } from '../../platform/errors.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { acquirePermit } from '../../platform/pacer.ts';
import { forgetCopies } from '../files/index.ts';
import { prepareSend, type PreparedSend } from './prepare-send.ts';
import { LEASE_MS } from './rules.ts';
import { claimMessage, selectForSending, type ForSending } from './send-queries.ts';
import { storeOutcome, type Claim } from './store-outcome.ts';
import type { MessageRef } from './wake-message.ts';

/**
 * Sends one message, if it is due: its files, permit, claim, call, outcome. Whatever the queue repeats or overlaps, only the
 * one whose claim succeeds makes the call.
 */
export async function deliverMessage(
  ctx: Pick<
    Context,
    | 'tenant'
    | 'directory'
    | 'clock'
    | 'envelope'
    | 'channels'
    | 'queues'
    | 'publish'
    | 'log'
    | 'bindings'
    | 'files'
    | 'media'
  >,
  companyId: string,
  ref: MessageRef,
): Promise<JobEnd> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectForSending(db, ref)]);
  const [message] = rowsOf<ForSending>(found);
  if (message === undefined || message.status !== 'queued') return { kind: 'done' };
  const nowMs = ctx.clock.nowMs();
  if (message.dueAtMs !== null && message.dueAtMs > nowMs) return again(message.dueAtMs - nowMs);
  // The earlier reply wakes this one when it is finished; no permit is spent on waiting.
  if (message.isHeldUp === 1) return { kind: 'done' };

  const prepared = await prepareSend(ctx, companyId, message);
  const to = message.contactPhone ?? message.contactUserId ?? '';
  const waitMs = await acquirePermit(ctx.bindings, { companyId, channelId: message.channelId, to }, nowMs);
  if (waitMs > 0) return again(waitMs);

  const claim: Claim = { ...ref, leaseUntilMs: ctx.clock.nowMs() + LEASE_MS };
  const [claimed] = await db.batch([claimMessage(db, ref, ctx.clock.nowMs(), claim.leaseUntilMs)]);
  // Refused: somebody else has it, or an earlier reply goes first and wakes this one when it is finished.
  if (rowsOf(claimed).length === 0) return { kind: 'done' };

  return keepOutcome(ctx, companyId, claim, await send(ctx, companyId, message.channelId, prepared));
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

/** The provider has answered: if the database cannot take the answer now, a queue keeps it. */
async function keepOutcome(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log'>,
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
    return { kind: 'done' };
  }
}

function again(afterMs: number): JobEnd {
  return { kind: 'again', afterSeconds: Math.max(1, Math.ceil(afterMs / 1_000)) };
}
