/** What happened to one subject (`lane jobs`, `channel ch_…`) since the last time it was written down. */
export interface Counts {
  /** Jobs that were begun. What has begun and not ended is in flight. */
  started: number;
  done: number;
  /** Given up for good. */
  failed: number;
  /** Failed, and put back to be tried again. */
  retried: number;
  /** Put back because their time had not come: nobody's fault. */
  deferred: number;
  /** How long they took, by `bucketOf`. */
  buckets: number[];
}

/** The counts of one minute. */
export interface MinuteCounts extends Counts {
  subject: string;
  minuteMs: number;
}

/**
 * Counters of what happens in bulk. They may be lost with the isolate that holds them, and cost next to nothing: nothing
 * that must be right is counted here.
 */
export interface Metrics {
  /** Never throws and never waits. */
  record(subject: string, counts: Partial<Counts>): void;
  /**
   * What was recorded since a time, by minute; the newest seconds may be missing. Null where the deployment has no access
   * to its own counters.
   */
  read(subjects: readonly string[], sinceMs: number): Promise<MinuteCounts[] | null>;
  /** The same from one time up to another as one sum for each subject; of those without any there is none. */
  sum(subjects: readonly string[], fromMs: number, toMs: number): Promise<ReadonlyMap<string, Counts> | null>;
}

export const NO_METRICS: Metrics = {
  record: () => {},
  read: () => Promise.resolve(null),
  sum: () => Promise.resolve(null),
};
