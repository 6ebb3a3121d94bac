import type { Context } from '../../context.ts';
import { insertWakeups, type Wakeup } from '../../platform/wakeups/queries.ts';
import { UNFINISHED, type MessageRow } from './rules.ts';
import { wakeDueMessages } from './wake-due.ts';
import { messageWakeup, WAKEUP_MARGIN_MS, wakeupRef } from './wake-message.ts';

/**
 * The log is a message's first wake-up: the cron comes by every row of it, and what is still unfinished then gets a
 * wake-up of its own. Most are finished by then, and write none. May be repeated.
 */
export async function watchUnfinished(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  companyId: string,
  messages: readonly MessageRow[],
): Promise<void> {
  const unwatched = messages.filter(
    ({ direction, status, wakeupAtMs }) =>
      direction === 'outbound' && wakeupAtMs === null && UNFINISHED.some((one) => one === status),
  );
  if (unwatched.length === 0) return;
  const nowMs = ctx.clock.nowMs();
  const [young, old] = [true, false].map((isYoung) =>
    // The queue message of a young one may just be on its way.
    unwatched.filter(({ sentAtMs }) => nowMs < sentAtMs + WAKEUP_MARGIN_MS === isYoung),
  );
  const next = await wakeDueMessages(ctx, companyId, (old ?? []).map(wakeupRef));
  const wakeups = [
    ...(young ?? []).map((row) => messageWakeup(companyId, row, row.sentAtMs + WAKEUP_MARGIN_MS)),
    ...(old ?? []).flatMap((row): Wakeup[] => {
      const dueAtMs = next.get(wakeupRef(row));
      return dueAtMs == null ? [] : [messageWakeup(companyId, row, dueAtMs)];
    }),
  ];
  if (wakeups.length > 0) await ctx.directory.batch([insertWakeups(ctx.directory, wakeups)]);
}
