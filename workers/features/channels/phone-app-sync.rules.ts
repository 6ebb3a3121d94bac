import type { PhoneAppSync, SyncState } from '../../contracts/api/channel-health.ts';

/** What Meta hands over once of a phone app's past, in the order in which it should arrive. */
export const SYNCS = [
  { part: 'contacts', what: 'smb_app_state_sync' },
  { part: 'history', what: 'history' },
] as const;

/** Until when after connecting Meta gives it, in milliseconds. Source: Meta, onboarding WhatsApp Business app users. */
const GIVEN_FOR_MS = 24 * 60 * 60 * 1_000;
/** Between one refusal and the next asking, in milliseconds. Ours: all within Meta's day. */
const WAITS_MS = [1, 5, 15, 60, 180, 360, 600].map((minutes) => minutes * 60_000);
/** It was asked for already. Source: Meta, error codes. */
const ASKED_ALREADY = 2593107;
/** The day is over. Source: Meta, error codes. */
const TOO_LATE = 2593108;

export function newSync(nowMs: number): PhoneAppSync {
  const state: SyncState = { state: 'waiting', tries: 0, nextAtMs: nowMs, problem: null };
  return { untilMs: nowMs + GIVEN_FOR_MS, contacts: state, history: state };
}

export function isDue({ state, nextAtMs }: SyncState, nowMs: number): boolean {
  return state === 'waiting' && (nextAtMs ?? 0) <= nowMs;
}

/** When anything is to be asked for again; null: never. */
export function nextSyncAtMs({ contacts, history }: PhoneAppSync): number | null {
  const times = [contacts, history].flatMap(({ nextAtMs }) => (nextAtMs === null ? [] : [nextAtMs]));
  return times.length === 0 ? null : Math.min(...times);
}

/** How one part stands after Meta's answer; `code` null where it did not answer. */
export function afterAnswer(
  before: SyncState,
  answer: { kind: 'done' } | { kind: 'not_done'; code: number | null; problem: string },
  { nowMs, untilMs }: { nowMs: number; untilMs: number },
): SyncState {
  const tries = before.tries + 1;
  if (answer.kind === 'done' || answer.code === ASKED_ALREADY) {
    return { state: 'asked', tries, nextAtMs: null, problem: null };
  }
  const nextAtMs = nowMs + (WAITS_MS[tries - 1] ?? Number.POSITIVE_INFINITY);
  return answer.code === TOO_LATE || nextAtMs >= untilMs
    ? { state: 'refused', tries, nextAtMs: null, problem: answer.problem }
    : { state: 'waiting', tries, nextAtMs, problem: answer.problem };
}
