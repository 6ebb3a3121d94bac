import { bucketOf, noCounts } from '../../platform/metrics/counts.ts';
import type { Counts } from '../../platform/metrics/port.ts';

/** What becomes of the messages of one batch. */
export interface Tally {
  readonly counts: Counts;
  done(message: Message): void;
  failed(): void;
  retried(): void;
  deferred(): void;
}

export function createTally(nowMs: () => number): Tally {
  const counts = noCounts();
  return {
    counts,
    done(message) {
      counts.done += 1;
      const bucket = bucketOf(nowMs() - message.timestamp.getTime());
      counts.buckets[bucket] = (counts.buckets[bucket] ?? 0) + 1;
    },
    failed: () => void (counts.failed += 1),
    retried: () => void (counts.retried += 1),
    deferred: () => void (counts.deferred += 1),
  };
}
