import type { HandoverChange } from '../../channels/port.ts';
import type { Handover } from '../../contracts/api/conversations.ts';

/** The last that is known of who has the thread. What is over stays noted, so that late news of it change nothing. */
export interface StoredHandover extends Handover {
  endedAtMs: number | null;
}

/** Who has the thread now; null when we have. */
export function shownHandover(stored: string | null): Handover | null {
  const handover = readHandover(stored);
  return handover === null || handover.endedAtMs !== null
    ? null
    : { app: handover.app, sinceMs: handover.sinceMs };
}

/** What is noted after the change; null when it is old, or says the same again. */
export function changedHandover(
  stored: string | null,
  { takenBy, atMs }: HandoverChange,
): StoredHandover | null {
  const before = readHandover(stored);
  const isAway = before !== null && before.endedAtMs === null;
  // Meta's times are whole seconds: what was taken and given back within one is given back.
  const isEnd = isAway && takenBy === null && atMs === before.sinceMs;
  if (before !== null && !isEnd && atMs <= (before.endedAtMs ?? before.sinceMs)) return null;
  if (takenBy !== null) {
    return isAway && before.app === takenBy.app ? null : { ...takenBy, sinceMs: atMs, endedAtMs: null };
  }
  return { app: before?.app ?? null, sinceMs: before?.sinceMs ?? atMs, endedAtMs: atMs };
}

function readHandover(stored: string | null): StoredHandover | null {
  // Sound: only this feature writes the column.
  return stored === null ? null : (JSON.parse(stored) as StoredHandover);
}
