const CLOSING_WITHIN_MS = 2 * 3_600_000;

export type WindowState =
  | { kind: 'open' }
  | { kind: 'closing'; leftMs: number }
  | { kind: 'closed'; atMs: number }
  | { kind: 'never' };

/** Whether free text may be sent: WhatsApp allows it for 24 hours after the customer's last message. */
export const windowState = (windowEndsAtMs: number | null, nowMs: number): WindowState => {
  if (windowEndsAtMs === null) return { kind: 'never' };
  const leftMs = windowEndsAtMs - nowMs;
  if (leftMs <= 0) return { kind: 'closed', atMs: windowEndsAtMs };
  return leftMs < CLOSING_WITHIN_MS ? { kind: 'closing', leftMs } : { kind: 'open' };
};

/** For example `1 h 20 min`; never less than a minute. */
export const timeLeft = (leftMs: number): string => {
  const minutes = Math.max(1, Math.ceil(leftMs / 60_000));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
};
