import type { StoppedSends } from '../../contracts/api/stopped-sends.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { isChannelSending } from './is-channel-sending.ts';
import { selectFailedSends } from './stopped-queries.ts';
import { sortFailed, type FailedSend } from './stopped-sends.rules.ts';

/** How far back what failed is looked at, in milliseconds. Ours: a stop lasts three days at most, and a person sleeps. */
export const LOOKED_BACK_MS = 7 * 86_400_000;
/** Failed messages that are looked at for the count. Ours. */
const MAX_COUNTED = 1_000;

/** What failed of a number because the number could not send, and may be sent again now. */
export async function countStopped(
  ctx: Pick<Context, 'bindings' | 'channels' | 'clock' | 'tenant'>,
  companyId: string,
  channelId: string,
): Promise<StoppedSends> {
  const isSending = await isChannelSending(ctx, companyId, channelId);
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const after = { failedAtMs: nowMs - LOOKED_BACK_MS, conversationId: '', id: '' };
  const [found] = await db.batch([selectFailedSends(db, channelId, after, nowMs, MAX_COUNTED + 1)]);
  const rows = rowsOf<FailedSend>(found);
  const counted: StoppedSends = {
    sendable: 0,
    followed: 0,
    closed: 0,
    hasMore: rows.length > MAX_COUNTED,
    isSending,
  };
  for (const row of rows.slice(0, MAX_COUNTED)) {
    const sort = sortFailed(row, (error) => ctx.channels.cloud.isOfNumber(error), nowMs);
    if (sort !== null) counted[sort] += 1;
  }
  return counted;
}
