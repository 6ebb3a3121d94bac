import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import { isAmendment } from './arrival.rules.ts';
import { messageOf } from './present.ts';
import type { MessageRow } from './rules.ts';
import { endWaits } from './send-queries.ts';
import { messageSend, messageWakeup, readRef, WAKEUP_MARGIN_MS } from './wake-message.ts';

/** Messages let go in one go. Ours: what one queue batch takes. */
const PAGE = 100;
/** The time between two of them, in milliseconds. Ours: below every number's rate, so that the stop does not return. */
const APART_MS = 50;

/**
 * After a stop of a channel has ended: what waited for it goes out, one after the other, unless another stop holds it.
 * Gives whether more wait. What is forgotten on the way comes at the time that it was to wait for.
 */
export async function releaseWaiting(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'bindings'>,
  companyId: string,
  channelId: string,
): Promise<boolean> {
  const pacer = channelPacer(ctx.bindings, companyId, channelId);
  const nowMs = ctx.clock.nowMs();
  const { stops } = await pacer.state();
  // Another stop still stands: whatever is let go would wait again at once, and be let go again.
  if (stops.some(({ untilMs }) => untilMs === null || untilMs > nowMs)) return false;
  const refs = await pacer.takeWaiting(PAGE);
  if (refs.length === 0) return false;
  const db = ctx.tenant(companyId);
  const planned = refs.map((ref, index) => {
    const dueAtMs = nowMs + index * APART_MS;
    return { ...readRef(ref), dueAtMs, wakeupAtMs: dueAtMs + WAKEUP_MARGIN_MS };
  });
  const [released, logged] = await db.batch([
    endWaits(db, planned),
    appendToLog(
      db,
      nowMs,
      planned.map(({ id, conversationId }) => ({ entity: 'message', id, conversationId, change: 'updated' })),
    ),
  ]);
  const rows = rowsOf<MessageRow>(released);
  if (rows.length > 0) {
    await ctx.directory.batch([
      insertWakeups(
        ctx.directory,
        rows.map((row) => messageWakeup(companyId, row, row.wakeupAtMs ?? nowMs)),
      ),
    ]);
    await ctx.queues.messagesUrgent.sendBatch(
      rows.map((row) => ({
        body: messageSend(companyId, row),
        delaySeconds: Math.ceil(Math.max(0, (row.dueAtMs ?? 0) - nowMs) / 1_000),
      })),
    );
    await ctx.publish(companyId, {
      seq: loggedSeq(logged),
      conversations: [],
      messages: rows
        .filter(({ type }) => !isAmendment(type))
        .map((row) => ({ event: 'message.updated', message: messageOf(row) })),
      contacts: [],
    });
  }
  return refs.length === PAGE;
}
