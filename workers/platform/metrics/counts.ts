import type { Counts } from './port.ts';

/** Upper ends of the buckets of durations, in milliseconds; the last bucket has none. Doubling: 8 ms to two minutes. */
export const BUCKET_ENDS_MS: readonly number[] = Array.from({ length: 14 }, (_, n) => 8 * 2 ** n);
export const BUCKETS = BUCKET_ENDS_MS.length + 1;

export function bucketOf(durationMs: number): number {
  const index = BUCKET_ENDS_MS.findIndex((end) => durationMs <= end);
  return index === -1 ? BUCKET_ENDS_MS.length : index;
}

/** One duration among the buckets. */
export function bucketsOf(durationMs: number): number[] {
  const at = bucketOf(durationMs);
  return Array.from({ length: BUCKETS }, (_, index) => (index === at ? 1 : 0));
}

export function noCounts(): Counts {
  return {
    started: 0,
    done: 0,
    failed: 0,
    retried: 0,
    deferred: 0,
    buckets: Array.from({ length: BUCKETS }, () => 0),
  };
}

export function addCounts(into: Counts, more: Partial<Counts>): void {
  into.started += more.started ?? 0;
  into.done += more.done ?? 0;
  into.failed += more.failed ?? 0;
  into.retried += more.retried ?? 0;
  into.deferred += more.deferred ?? 0;
  for (const [index, count] of (more.buckets ?? []).entries()) {
    into.buckets[index] = (into.buckets[index] ?? 0) + count;
  }
}

/** The duration that this share (0 to 1) stayed within, in milliseconds: the end of its bucket. Null without any. */
export function quantileMs(buckets: readonly number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [index, count] of buckets.entries()) {
    seen += count;
    if (seen >= total * share) return BUCKET_ENDS_MS[Math.min(index, BUCKET_ENDS_MS.length - 1)] ?? null;
  }
  return null;
}
