import type { MessageError } from '../../contracts/api/messages.ts';

export interface SendError extends MessageError {
  lastAtMs: number;
}

/** Reasons kept for one channel. Ours. */
const MAX_ERRORS = 8;

/** The reasons why messages failed, each once, the newest first. */
export function mergeErrors(
  known: readonly SendError[],
  seen: readonly { error: MessageError; atMs: number }[],
): SendError[] {
  const byReason = new Map(known.map((one) => [`${one.code} ${one.title}`, one]));
  for (const { error, atMs } of seen) {
    const key = `${error.code} ${error.title}`;
    byReason.set(key, { ...error, lastAtMs: Math.max(atMs, byReason.get(key)?.lastAtMs ?? 0) });
  }
  return [...byReason.values()]
    .toSorted((a, b) => b.lastAtMs - a.lastAtMs || a.code - b.code)
    .slice(0, MAX_ERRORS);
}
