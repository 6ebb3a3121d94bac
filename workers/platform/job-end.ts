/** How a job ended for its queue message. */
export type JobEnd =
  | { kind: 'done' }
  /** It is asked for after a while; it is nobody's fault and counts nothing. */
  | { kind: 'again'; afterSeconds: number }
  /**
   * This slice is done, and this is the body of the next. It goes to the end of the lane: with one slice of a long job
   * in the queue at a time, a company's million stands in nobody's way.
   */
  | { kind: 'more'; body: unknown; afterSeconds?: number };

/** How a job failed. */
export interface JobFailure {
  /** For programs. */
  code: string;
  /** When it is tried again; null: it was given up, and is a dead letter. */
  againAtMs: number | null;
}
