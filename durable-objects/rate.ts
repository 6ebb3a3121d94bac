/** A rate with a burst: on average one every `intervalMs`, at most `burst` at once. */
export interface Rate {
  intervalMs: number;
  burst: number;
}

/** Where a rate stands: until when what was granted is paid for, in milliseconds since 1970. */
export type PaidUntilMs = number;

/**
 * Asks for one more (the generic cell rate algorithm: a token bucket in one number). Gives how long to wait first,
 * in milliseconds; 0 means granted. The new state counts only when it was granted.
 */
export function ask(
  rate: Rate,
  paidUntilMs: PaidUntilMs,
  nowMs: number,
): { waitMs: number; paidUntilMs: PaidUntilMs } {
  const next = Math.max(paidUntilMs, nowMs) + rate.intervalMs;
  const waitMs = Math.max(0, next - nowMs - rate.intervalMs * rate.burst);
  return waitMs === 0 ? { waitMs, paidUntilMs: next } : { waitMs, paidUntilMs };
}
