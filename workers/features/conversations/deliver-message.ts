import type { SendOutcome } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { HouseError } from '../../platform/errors.ts';
import { acquirePermit } from '../../platform/pacer.ts';
import { tokenPlace } from '../channels/index.ts';
import { claimMessage, selectForSending, type ForSending } from './send-queries.ts';
import { storeOutcome } from './store-outcome.ts';
import type { MessageRef } from './wake-message.ts';

/** How a job ended for its queue message. `again` asks for it after a while; it is nobody's fault. */
export type JobEnd = { kind: 'done' } | { kind: 'again'; afterSeconds: number };

/** How long a claim holds, in milliseconds: longer than a send may take (20 s), so that nobody sends beside it. */
export const LEASE_MS = 60_000;

/**
 * Sends one message, if it is due: permit, claim, call, outcome. Whatever the queue repeats or overlaps, only the
 * one whose claim succeeds makes the call.
 */
export async function deliverMessage(
  ctx: Pick<
    Context,
    'tenant' | 'directory' | 'clock' | 'envelope' | 'channels' | 'queues' | 'publish' | 'log' | 'bindings'
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

  const to = message.contactPhone ?? message.contactUserId ?? '';
  const waitMs = await acquirePermit(ctx.bindings, { companyId, channelId: message.channelId, to }, nowMs);
  if (waitMs > 0) return again(waitMs);

  const accessToken = await ctx.envelope.open(
    tokenPlace(companyId, message.channelId),
    message.accessTokenSealed,
  );
  const [claimed] = await db.batch([claimMessage(db, ref, ctx.clock.nowMs(), ctx.clock.nowMs() + LEASE_MS)]);
  // Refused: somebody else has it, or an earlier reply goes first and wakes this one when it is finished.
  if (rowsOf(claimed).length === 0) return { kind: 'done' };

  const outcome = await ctx.channels.cloud.send(
    { phoneNumberId: message.phoneNumberId, accessToken },
    {
      conversationId: ref.conversationId,
      messageId: ref.id,
      to: { phone: message.contactPhone, userId: message.contactUserId },
      content: { type: 'text', text: message.text ?? '' },
    },
  );
  return keepOutcome(ctx, companyId, ref, outcome);
}

/** The provider has answered: if the database cannot take the answer now, a queue keeps it. */
async function keepOutcome(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log'>,
  companyId: string,
  ref: MessageRef,
  outcome: SendOutcome,
): Promise<JobEnd> {
  const atMs = ctx.clock.nowMs();
  try {
    return await storeOutcome(ctx, companyId, ref, outcome, atMs);
  } catch (error) {
    if (!(error instanceof HouseError)) throw error;
    await ctx.queues.messagesUrgent.send({
      v: 1,
      kind: 'message.outcome',
      lane: 'messages-urgent',
      companyId,
      ref: { conversationId: ref.conversationId, messageId: ref.id },
      atMs,
      outcome: JSON.stringify(outcome),
    });
    return { kind: 'done' };
  }
}

function again(afterMs: number): JobEnd {
  return { kind: 'again', afterSeconds: Math.max(1, Math.ceil(afterMs / 1_000)) };
}
