import type { MediaFetch } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { readMedia, selectMessagesByRefs, type MessageRow } from '../conversations/index.ts';

interface MessageRef {
  conversationId: string;
  id: string;
}

/** How long after a sweep the next look at a file that is still pending is, in milliseconds: longer than its tries. */
const LOOK_AGAIN_MS = 45 * 60_000;

/** The job that fetches a message's file. */
export function mediaFetch(companyId: string, ref: MessageRef): MediaFetch {
  return {
    v: 1,
    kind: 'media.fetch',
    lane: 'media',
    companyId,
    ref: { conversationId: ref.conversationId, messageId: ref.id },
  };
}

/** Asks for the file to be fetched. When the queue does not take it, its wake-up row still stands. */
export async function wakeMedia(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  ref: MessageRef,
): Promise<void> {
  try {
    await ctx.queues.media.send(mediaFetch(companyId, ref));
  } catch (error) {
    ctx.log.warn('media.wakeup_not_queued', { companyId, messageId: ref.id, error });
  }
}

/** Looks at files whose wake-up is due: one that is still pending is queued again. Gives when to look next. */
export async function wakeDueMedia(
  ctx: Pick<Context, 'tenant' | 'clock' | 'queues' | 'log'>,
  companyId: string,
  refs: readonly string[],
): Promise<Map<string, number>> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectMessagesByRefs(db, refs.map(readRef))]);
  const next = new Map<string, number>();
  for (const row of rowsOf<MessageRow>(found)) {
    if (row.revokedAtMs === null && readMedia(row)?.state !== 'pending') continue;
    await wakeMedia(ctx, companyId, row);
    // Of a message that was deleted for everyone, only the bytes are left to be erased: that needs no second look.
    if (row.revokedAtMs !== null) continue;
    next.set(`${row.conversationId}/${row.id}`, ctx.clock.nowMs() + LOOK_AGAIN_MS);
  }
  return next;
}

function readRef(ref: string): MessageRef {
  const [conversationId = '', id = ''] = ref.split('/');
  return { conversationId, id };
}
