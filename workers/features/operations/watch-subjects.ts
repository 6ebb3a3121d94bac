import type { LaneWindow } from '../../contracts/api/operations.ts';
import type { Context } from '../../context.ts';
import { addCounts, noCounts, quantileMs } from '../../platform/metrics/counts.ts';
import { WINDOW_MINUTES, windowOf, type Sums } from './rules.ts';

export const SUMS: Sums = { add: addCounts, none: noCounts, quantileMs };
export const DAY_MS = 86_400_000;

/** How each of these subjects went in each span; null where the deployment cannot read its own counters. */
export async function watchSubjects(
  ctx: Pick<Context, 'clock' | 'metrics'>,
  subjects: readonly string[],
): Promise<LaneWindow[][] | null> {
  const nowMs = ctx.clock.nowMs();
  const counted = await ctx.metrics.read(subjects, nowMs - DAY_MS);
  if (counted === null) return null;
  return subjects.map((name) => {
    const own = counted.filter(({ subject }) => subject === name);
    return WINDOW_MINUTES.map((minutes) => windowOf(SUMS, own, minutes, nowMs));
  });
}
