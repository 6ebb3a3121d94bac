import type { Lane } from '../../contracts/queues.ts';

/**
 * What a lane promises. The platform's own retries (wrangler.toml) are a backstop of a hundred: this table ends a job.
 */
export interface LanePolicy {
  /** Waits after the job's own faults, in seconds; after the last one it is a dead letter. */
  retrySeconds: readonly number[];
  /** Groups of a batch that are handled beside each other. */
  concurrency: number;
  /**
   * Messages of one batch, which is one invocation: that may ask the database 1,000 times (Cloudflare D1, limits). It
   * stands in wrangler.toml too, where the platform reads it.
   */
  batchSize: number;
}

/** What a customer waits for comes soon or not at all; Meta sends a delivery again by itself if we fail to take it. */
const DELIVERY_RETRIES = [2, 4, 8];
const MESSAGE_RETRIES = [3, 6, 12, 24, 48];
const JOB_RETRIES = [5, 20, 80, 320, 1_280];

export const LANES: Readonly<Record<Lane, LanePolicy>> = {
  webhooks: { retrySeconds: DELIVERY_RETRIES, concurrency: 1, batchSize: 100 },
  statuses: { retrySeconds: DELIVERY_RETRIES, concurrency: 1, batchSize: 100 },
  'messages-urgent': { retrySeconds: MESSAGE_RETRIES, concurrency: 10, batchSize: 10 },
  messages: { retrySeconds: MESSAGE_RETRIES, concurrency: 10, batchSize: 10 },
  // A slice that fails is planned again from its rows: there is no need to try for long.
  campaigns: { retrySeconds: [5, 5], concurrency: 10, batchSize: 10 },
  // An event from a shop that sends a template asks the database thirty times.
  jobs: { retrySeconds: JOB_RETRIES, concurrency: 10, batchSize: 25 },
  ai: { retrySeconds: JOB_RETRIES, concurrency: 10, batchSize: 10 },
  // Each may hold a picture or a part of a file in memory.
  media: { retrySeconds: JOB_RETRIES, concurrency: 3, batchSize: 10 },
  // Of receivers that fail, the delivery's own row knows when it is tried again: these are for faults of the job.
  outgoing: { retrySeconds: JOB_RETRIES, concurrency: 10, batchSize: 10 },
};

/** How long a job may take before that counts as its fault, in seconds, unless its kind says otherwise. Ours. */
export const JOB_TIMEOUT_SECONDS = 30;

/** Whether a queue is a lane: the queue of dead letters is none. */
export function isLane(queue: string): queue is Lane {
  return Object.hasOwn(LANES, queue);
}
