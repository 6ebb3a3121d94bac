export interface Clock {
  nowMs: () => number;
  /** Runs once after the delay; gives back what cancels it. */
  after: (delayMs: number, run: () => void) => () => void;
}

export const browserClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** What there is to cancel before anything was started. */
export const nothingToCancel = (): void => undefined;
