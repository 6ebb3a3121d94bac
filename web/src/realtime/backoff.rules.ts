const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * How long to wait before the next attempt: anything between nothing and a ceiling that doubles with every failure
 * (full jitter), so that many clients never come back in step. `random` is in [0, 1).
 */
export const backoffMs = (failures: number, random: number): number =>
  Math.floor(random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10)));
