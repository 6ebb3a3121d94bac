import type { ResendJob } from '../../contracts/queues.ts';
import type { StoppedSends } from '../../contracts/api/stopped-sends.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import type { Actor } from '../access/index.ts';
import { countStopped, LOOKED_BACK_MS } from './count-stopped.ts';
import { isChannelSending } from './is-channel-sending.ts';
import { requeueMessage } from './requeue-message.ts';
import { selectFailedSends } from './stopped-queries.ts';
import { sortFailed, type FailedSend } from './stopped-sends.rules.ts';

/** Messages looked at in one go. Ours. */
const SLICE = 50;
/** Between two of them, in seconds: with that a number’s own rate is far from reached, and agents' replies go between. Ours. */
const APART_SECONDS = 3;

/** Has everything sent again that failed while the number could not send, by a job of its own. Gives what that is now. */
export async function resendStopped(
  ctx: Pick<Context, 'bindings' | 'channels' | 'clock' | 'queues' | 'tenant'>,
  { companyId, userId }: Actor,
  channelId: string,
): Promise<StoppedSends> {
  const counted = await countStopped(ctx, companyId, channelId);
  if (!counted.isSending)
    throw new ConflictError(
      'sending_stopped',
      'This number does not send yet. What failed can wait so long.',
    );
  if (counted.sendable === 0) return counted;
  const untilMs = ctx.clock.nowMs();
  const job: ResendJob = {
    v: 1,
    kind: 'channel.resend',
    lane: 'messages',
    companyId,
    // What fails again fails later than this, and is not taken twice.
    ref: {
      channelId,
      byUserId: userId,
      untilMs,
      after: { failedAtMs: untilMs - LOOKED_BACK_MS, conversationId: '', id: '' },
    },
  };
  await ctx.queues.messages.send(job);
  return counted;
}

/**
 * One slice of it. Each message is moved once, from where it was seen: whatever repeats or overlaps finds it moved. Ends
 * when the number is stopped again.
 */
export async function resendSlice(
  ctx: Parameters<typeof requeueMessage>[0] & Pick<Context, 'bindings' | 'channels'>,
  job: ResendJob,
): Promise<JobEnd> {
  const { companyId, ref } = job;
  if (!(await isChannelSending(ctx, companyId, ref.channelId))) return { kind: 'done' };
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectFailedSends(db, ref.channelId, ref.after, ref.untilMs, SLICE)]);
  const rows = rowsOf<FailedSend>(found);
  for (const row of rows) {
    if (sortFailed(row, (error) => ctx.channels.cloud.isOfNumber(error), ctx.clock.nowMs()) !== 'sendable')
      continue;
    await requeueMessage(ctx, { companyId, userId: ref.byUserId }, row, 'failed');
  }
  const last = rows.at(-1);
  if (last === undefined || rows.length < SLICE) return { kind: 'done' };
  const after = { failedAtMs: last.failedAtMs ?? 0, conversationId: last.conversationId, id: last.id };
  return { kind: 'more', body: { ...job, ref: { ...ref, after } }, afterSeconds: APART_SECONDS };
}
