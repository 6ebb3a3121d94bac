import type { CallUpdate } from '../../channels/port.ts';

/** What is known of a call, as its message's content. */
export interface CallRecord {
  direction: CallUpdate['direction'];
  outcome: CallUpdate['outcome'];
  durationSeconds: number | null;
  /** Each event once, in the order of time. */
  events: { event: CallUpdate['event']; atMs: number }[];
}

/** What says more stands: whoever talked did not miss the call, whichever news comes last. */
const OUTCOME_RANK = { missed: 1, failed: 2, rejected: 3, answered: 4 };

/** The call with what the news tells of it; the same for every order of the news. */
export function withCallUpdate(record: CallRecord | null, update: CallUpdate): CallRecord {
  const before = record ?? { direction: update.direction, outcome: null, durationSeconds: null, events: [] };
  const known = before.events.find(({ event }) => event === update.event);
  const atMs = Math.min(known?.atMs ?? update.atMs, update.atMs);
  return {
    direction: before.direction,
    outcome: rankOf(update.outcome) > rankOf(before.outcome) ? update.outcome : before.outcome,
    durationSeconds: before.durationSeconds ?? update.durationSeconds,
    events: [...before.events.filter((one) => one !== known), { event: update.event, atMs }].toSorted(
      (a, b) => a.atMs - b.atMs || a.event.localeCompare(b.event),
    ),
  };
}

/** When a call began, as far as its news say. */
export function beganAt(news: readonly Pick<CallUpdate, 'atMs' | 'beganAtMs'>[]): number {
  return Math.min(...news.map(({ atMs, beganAtMs }) => Math.min(atMs, beganAtMs ?? atMs)));
}

/** Whether the customer called, and nobody was there for them. */
export function isMissed({ direction, outcome }: CallRecord): boolean {
  return direction === 'inbound' && outcome === 'missed';
}

export function readCallRecord(content: string | null): CallRecord | null {
  // Sound: only this feature writes rows of calls.
  return content === null ? null : (JSON.parse(content) as CallRecord);
}

function rankOf(outcome: CallRecord['outcome']): number {
  return outcome === null ? 0 : OUTCOME_RANK[outcome];
}
