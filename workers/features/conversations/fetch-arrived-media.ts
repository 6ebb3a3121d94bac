import type { MessageMedia } from '../../contracts/api/media.ts';
import type { MediaFetch } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { sendInBatches } from '../../platform/send-in-batches.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import type { MessageRow } from './rules.ts';
import { WAKEUP_MARGIN_MS, wakeupRef, type MessageRef } from './wake-message.ts';

/** Whether the message has a file that is still to be fetched. */
export function isToBeFetched({ media }: Pick<MessageRow, 'media'>): boolean {
  // Sound: only our own code writes the column.
  return media !== null && (JSON.parse(media) as MessageMedia).state === 'pending';
}

/**
 * Whether the message was deleted for everyone, and may have had a file or a content that was too large for its row:
 * their bytes go too. The lane looks, and sees that.
 */
export function isToBeErased({ type, revokedAtMs }: Pick<MessageRow, 'type' | 'revokedAtMs'>): boolean {
  return revokedAtMs !== null && type !== 'text';
}

/** Remembers that these files are to be fetched. Before their messages: a wake-up without one does no harm. */
export async function rememberMedia(
  ctx: Pick<Context, 'directory' | 'clock'>,
  companyId: string,
  refs: readonly MessageRef[],
): Promise<void> {
  if (refs.length === 0) return;
  const dueAtMs = ctx.clock.nowMs() + WAKEUP_MARGIN_MS;
  await ctx.directory.batch([
    insertWakeups(
      ctx.directory,
      refs.map((ref) => ({ dueAtMs, companyId, kind: 'media.fetch', ref: wakeupRef(ref) })),
    ),
  ]);
}

/** Asks for the files to be fetched now. When the queue does not take it, their wake-ups still stand. */
export async function fetchArrivedMedia(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  refs: readonly MessageRef[],
): Promise<void> {
  try {
    await sendInBatches(
      ctx.queues.media,
      refs.map((ref) => fetchJob(companyId, ref)),
    );
  } catch (error) {
    ctx.log.warn('media.wakeup_not_queued', { companyId, count: refs.length, error });
  }
}

function fetchJob(companyId: string, { conversationId, id: messageId }: MessageRef): MediaFetch {
  return { v: 1, kind: 'media.fetch', lane: 'media', companyId, ref: { conversationId, messageId } };
}
