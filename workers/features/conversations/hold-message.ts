import type { MessageError } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { deleteWakeups, insertWakeups } from '../../platform/wakeups/queries.ts';
import { afterMove, toldMove } from './own-reactions.ts';
import type { MessageRow } from './rules.ts';
import { noteWait } from './send-queries.ts';
import { messageWakeup } from './wake-message.ts';

/** Up to this long a message that shows already why it waits just waits on, in milliseconds. Ours: no row is written. */
const SHORT_WAIT_MS = 60_000;

/** Sending is stopped, or a rate is used up: the message stays queued and says why and until when. No attempt is counted. */
export async function holdMessage(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'publish'>,
  message: MessageRow,
  reason: MessageError,
  waitMs: number,
): Promise<JobEnd> {
  const { companyId, error } = message;
  if (error !== null && waitMs <= SHORT_WAIT_MS) return again(waitMs);
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const dueAtMs = Math.ceil(nowMs + waitMs);
  const { code, title, detail } = reason;
  // The new one first: a message without its wake-up might be forgotten.
  await ctx.directory.batch([insertWakeups(ctx.directory, [messageWakeup(companyId, message, dueAtMs)])]);
  const [noted, ...after] = await db.batch([
    noteWait(db, message, { error: { code, title, detail }, atMs: nowMs, dueAtMs, wakeupAtMs: dueAtMs }),
    ...afterMove(db, message, nowMs),
  ]);
  const [row] = rowsOf<MessageRow>(noted);
  if (row === undefined) return { kind: 'done' };
  await ctx.publish(companyId, toldMove(row, after));
  if (message.wakeupAtMs !== null && message.wakeupAtMs !== dueAtMs) {
    const old = messageWakeup(companyId, message, message.wakeupAtMs);
    await ctx.directory.batch([deleteWakeups(ctx.directory, [old])]);
  }
  // A short wait comes back by itself; for a long one the clock looks.
  return waitMs <= SHORT_WAIT_MS ? again(waitMs) : { kind: 'done' };
}

function again(afterMs: number): JobEnd {
  return { kind: 'again', afterSeconds: Math.max(1, Math.ceil(afterMs / 1_000)) };
}
