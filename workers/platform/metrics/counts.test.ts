import { describe, expect, it } from 'vitest';
import { addCounts, bucketOf, BUCKET_ENDS_MS, BUCKETS, noCounts, quantileMs } from './counts.ts';

describe('buckets', () => {
  it('hold durations up to their end, and the last one everything beyond', () => {
    expect([0, 8, 9, 16, 17].map(bucketOf)).toEqual([0, 0, 1, 1, 2]);
    expect(bucketOf(BUCKET_ENDS_MS.at(-1) ?? 0)).toBe(BUCKETS - 2);
    expect(bucketOf(10_000_000)).toBe(BUCKETS - 1);
  });

  it('give a quantile that the share stayed within', () => {
    const counts = noCounts();
    for (const durationMs of [5, 5, 5, 5, 5, 5, 5, 5, 5, 900]) {
      const buckets = noCounts().buckets;
      buckets[bucketOf(durationMs)] = 1;
      addCounts(counts, { done: 1, buckets });
    }
    expect([quantileMs(counts.buckets, 0.5), quantileMs(counts.buckets, 0.95), counts.done]).toEqual([
      8, 1_024, 10,
    ]);
    expect(quantileMs(noCounts().buckets, 0.5)).toBeNull();
  });
});
