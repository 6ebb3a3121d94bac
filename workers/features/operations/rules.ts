import type { LaneWindow } from '../../contracts/api/operations.ts';
import type { Counts, MinuteCounts } from '../../platform/metrics/port.ts';

/** The spans that are shown, in minutes. */
export const WINDOW_MINUTES = [5, 60, 1_440] as const;
/** What began longer ago than this and has not ended never will, in minutes. Ours: longer than any job may take. */
const IN_FLIGHT_MINUTES = 10;
const MINUTE_MS = 60_000;

export interface Sums {
  add(into: Counts, more: Partial<Counts>): void;
  none(): Counts;
  quantileMs(buckets: readonly number[], share: number): number | null;
}

export function windowOf(
  sums: Sums,
  counted: readonly MinuteCounts[],
  minutes: number,
  nowMs: number,
): LaneWindow {
  const total = totalSince(sums, counted, nowMs - minutes * MINUTE_MS);
  const { done, failed, retried, deferred } = total;
  return {
    minutes,
    done,
    failed,
    retried,
    deferred,
    perMinute: done / minutes,
    p50Ms: sums.quantileMs(total.buckets, 0.5),
    p95Ms: sums.quantileMs(total.buckets, 0.95),
  };
}

/** Counters may lose a part: never fewer than none. */
export function inFlightOf(sums: Sums, counted: readonly MinuteCounts[], nowMs: number): number {
  const { started, done, failed, retried, deferred } = totalSince(
    sums,
    counted,
    nowMs - IN_FLIGHT_MINUTES * MINUTE_MS,
  );
  return Math.max(0, started - done - failed - retried - deferred);
}

/** In seconds; nothing waits for nothing, and what is not moving has no end in sight. */
export function estimatedWaitSeconds(waiting: number | null, recent: LaneWindow | undefined): number | null {
  if (waiting === 0) return 0;
  if (waiting === null || recent === undefined || recent.perMinute === 0) return null;
  return (waiting / recent.perMinute) * 60;
}

function totalSince(sums: Sums, counted: readonly MinuteCounts[], sinceMs: number): Counts {
  const total = sums.none();
  for (const minute of counted) if (minute.minuteMs + MINUTE_MS > sinceMs) sums.add(total, minute);
  return total;
}
