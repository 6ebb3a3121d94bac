import { MAX_COUNTED_BEFORE, type JobPlace } from '../../contracts/api/job-place.ts';
import type { LaneHealth, LaneWindow } from '../../contracts/api/operations.ts';
import type { Lane } from '../../contracts/queues.ts';
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

/** A job that waits for its turn. */
export interface WaitingJob {
  /** Since when it is in its lane. */
  queuedAtMs: number;
  /** Not before this; null when at once. */
  dueAtMs: number | null;
  /** What is known to go before it; absent: nothing is written down of that. */
  before?: number;
  /** Jobs of its lane that are done one after the other until its own is over, that one included; absent: one. */
  turns?: number;
}

/** Where a job stands in its lane, and how long it takes from there. */
export function placeOf(lane: Lane, health: LaneHealth | null, job: WaitingJob, nowMs: number): JobPlace {
  const aheadInLane = health === null ? null : aheadOf(health, job.queuedAtMs, nowMs);
  const recent = health?.windows?.[0];
  const laneSeconds = estimatedWaitSeconds(aheadInLane, recent);
  const turns = job.turns ?? 1;
  return {
    lane,
    before: job.before ?? aheadInLane,
    waitingInLane: health?.waiting ?? null,
    lanePerMinute: recent?.perMinute ?? null,
    estimatedSeconds: waitSeconds(
      laneSeconds === null ? null : laneSeconds + (turns - 1) * ((recent?.p50Ms ?? 0) / 1_000),
      job.dueAtMs,
      nowMs,
    ),
    nextAtMs: job.dueAtMs !== null && job.dueAtMs > nowMs ? job.dueAtMs : null,
  };
}

/** How long something waits, in seconds: for its lane, and until it is due. Null while nobody can say. */
export function waitSeconds(
  laneSeconds: number | null,
  dueAtMs: number | null,
  nowMs: number,
): number | null {
  const dueSeconds = dueAtMs === null ? 0 : Math.max(0, (dueAtMs - nowMs) / 1_000);
  if (laneSeconds === null) return dueSeconds > 0 ? dueSeconds : null;
  return Math.max(laneSeconds, dueSeconds);
}

/**
 * Jobs of a lane that came before a time. The queue says how many wait and since when the oldest does: in between they
 * are taken to have come evenly.
 */
function aheadOf({ waiting, oldestAtMs }: LaneHealth, queuedAtMs: number, nowMs: number): number | null {
  if (waiting === null) return null;
  if (waiting <= 1 || (oldestAtMs !== null && queuedAtMs <= oldestAtMs)) return 0;
  if (oldestAtMs === null || nowMs <= oldestAtMs) return Math.min(waiting - 1, MAX_COUNTED_BEFORE);
  const share = Math.min(1, (queuedAtMs - oldestAtMs) / (nowMs - oldestAtMs));
  return Math.min(Math.round((waiting - 1) * share), MAX_COUNTED_BEFORE);
}

function totalSince(sums: Sums, counted: readonly MinuteCounts[], sinceMs: number): Counts {
  const total = sums.none();
  for (const minute of counted) if (minute.minuteMs + MINUTE_MS > sinceMs) sums.add(total, minute);
  return total;
}
