/** The longest wait after a fault of the house, in seconds. Ours: an outage ends within this of its end. */
const MAX_HOUSE_WAIT_SECONDS = 300;

/** How long to wait after the nth fault of the house (from 1), in seconds. `random` (0 to 1) spreads the retries. */
export function houseWaitSeconds(attempts: number, random: number): number {
  const wait = Math.min(MAX_HOUSE_WAIT_SECONDS, 2 ** Math.min(attempts, 9));
  return spread(wait, random);
}

/** A wait of the lane's table with jitter, in seconds: what failed together does not come back together. */
export function spread(waitSeconds: number, random: number): number {
  return Math.max(1, Math.round(waitSeconds * (0.75 + random / 2)));
}
