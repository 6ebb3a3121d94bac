/** A pointer that moved this recently is about to press something, in milliseconds. */
export const AIMING_MS = 1_200;

/** Whether somebody is about to press something; null where no pointer has moved. Both times are since the page began. */
export const isAiming = (nowMs: number, movedAtMs: number | null): boolean =>
  movedAtMs !== null && nowMs - movedAtMs < AIMING_MS;
