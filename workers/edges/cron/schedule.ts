import type { Context } from '../../context.ts';
import { queueEvaluations } from '../../features/alert-rules/index.ts';
import { forgetOldLetters, importKeptLetters } from '../../features/dead-letters/index.ts';
import { queueRefreshes } from '../../features/channel-health/index.ts';
import { drainLogs } from '../../features/realtime/index.ts';
import { forgetLogs, forgetOldRows } from '../../features/retention/index.ts';
import { indexBehind } from '../../features/search/index.ts';
import { createPublish } from '../../platform/realtime.ts';
import { syncStaleTemplates } from '../../features/templates/index.ts';
import { followLogs } from '../../features/webhooks-out/index.ts';
import { sweepWakeups } from './sweep-wakeups.ts';

/** Everything that happens by the clock, once a minute. One part that fails does not keep the others from running. */
export async function schedule(ctx: Context): Promise<void> {
  const parts: [string, Promise<void>][] = [
    ['wakeups.sweep', sweepWakeups(ctx)],
    // Told again without waking the index for each: that looks at the log itself.
    ['logs.drain', drainLogs({ ...ctx, publish: createPublish(ctx.bindings, ctx.log) })],
    ['templates.sync', syncStaleTemplates(ctx)],
    ['channels.refresh', queueRefreshes(ctx)],
    ['alerts.evaluate', queueEvaluations(ctx)],
    ['search.index', indexBehind(ctx)],
    ['webhooks.follow', followLogs(ctx)],
    ['dead_letters.import', importKeptLetters(ctx)],
    ['dead_letters.forget', forgetOldLetters(ctx)],
    ['retention.logs', forgetLogs(ctx)],
    ['retention.rows', forgetOldRows(ctx)],
  ];
  const results = await Promise.allSettled(parts.map(([, part]) => part));
  for (const [index, result] of results.entries()) {
    if (result.status === 'rejected')
      ctx.log.error('cron.part_failed', result.reason, { part: parts[index]?.[0] });
  }
}
