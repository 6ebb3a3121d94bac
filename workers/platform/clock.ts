/** Where time comes from, in milliseconds since 1970-01-01 UTC. */
export interface Clock {
  nowMs: () => number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
