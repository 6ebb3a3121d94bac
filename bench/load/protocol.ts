/** What the load generator's process is told. */
export interface LoadOrder {
  port: number;
  path: string;
  connections: number;
  /** Used in turn, from the first; `each once` ends after the last. */
  requests: { body: string; signature: string }[];
  pace: Pace;
}

export type Pace =
  /** Every connection sends as soon as it was answered. */
  | { kind: 'saturate'; seconds: number }
  /** Requests leave at their time, whatever became of those before. */
  | { kind: 'fixed rate'; perSecond: number; seconds: number }
  | { kind: 'each once' };

export interface LoadResult {
  firstSentAtMs: number;
  lastAnsweredAtMs: number;
  accepted: number;
  /** Answers other than 200, and connections that broke. */
  failed: number;
  perSecond: number;
  /** How many had been accepted, every 20 ms or so. */
  timeline: { atMs: number; accepted: number }[];
  /** From the time at which a request was to be sent, to its answer. */
  latencyMs: { p50: number; p95: number; p99: number; max: number };
  /** How late the generator's own process came to its turn: what of a latency is not the server's. */
  ownDelayMs: { p99: number; max: number };
}
