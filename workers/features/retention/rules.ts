import { DEAD_LETTER_DAYS } from '../../contracts/api/dead-letters.ts';
import { EVENT_LOG_DAYS } from '../../contracts/api/events.ts';
import { DEPLOYMENT } from '../../contracts/ids.ts';
import { IDEMPOTENCY_KEY_DAYS } from '../../contracts/api/messages.ts';

const DAY_MS = 86_400_000;

/** How long what only grows is kept, in days. All ours; `decisions.md` has the thoughts behind them. */
export const RETENTION_DAYS = {
  company_log: EVENT_LOG_DAYS,
  /** As long as a dead letter may still bring the message that they wait for. */
  pending_updates: DEAD_LETTER_DAYS,
  pending_amendments: DEAD_LETTER_DAYS,
  /** They also tell repeats: no dead letter may bring back what they have forgotten. */
  channel_events: DEAD_LETTER_DAYS,
  /** Beyond it a key is kept while the event lives that sends under it. */
  idempotency_keys: IDEMPOTENCY_KEY_DAYS,
  /** Counted from their end: a month to look back at who was signed in. */
  sessions: 30,
  /** As long as dead letters, which are the same for people who look for what is missing. */
  rejected_items: DEAD_LETTER_DAYS,
  /** A year, to compare this season with the last. */
  rejected_counts: 365,
  /** A year of history, counted from their end. */
  alerts: 365,
  replays: 365,
} as const;

export type ForgottenTable = keyof typeof RETENTION_DAYS;

/** What is of before this is kept no longer. */
export function keptSinceMs(table: ForgottenTable, nowMs: number): number {
  return nowMs - RETENTION_DAYS[table] * DAY_MS;
}

/** The beginning of a company's log, with what every reader of it has passed. */
export interface LogBeginning {
  companyId: string;
  firstSeq: number;
  lastSeq: number;
  /** The first row that is young enough to be kept, as far as was looked. */
  keptFromSeq: number;
  /** Up to where the log is told, and planned where somebody listens. */
  passedSeq: number;
}

export interface LogRange {
  companyId: string;
  firstSeq: number;
  upToSeq: number;
}

/**
 * Which rows at the beginning of these logs may go: old, passed by every reader, without a hole, and never the last one,
 * which numbers the next. At most `limit` of all together.
 */
export function forgettable(
  beginnings: readonly LogBeginning[],
  indexedSeqs: ReadonlyMap<string, number>,
  limit: number,
): LogRange[] {
  const ranges: LogRange[] = [];
  let left = limit;
  for (const { companyId, firstSeq, lastSeq, keptFromSeq, passedSeq } of beginnings) {
    const mayGoTo = Math.min(
      keptFromSeq - 1,
      lastSeq - 1,
      // The deployment's own log numbers its alerts: it has no sockets, no search and no webhooks.
      companyId === DEPLOYMENT ? lastSeq : Math.min(passedSeq, indexedSeqs.get(companyId) ?? 0),
      firstSeq + left - 1,
    );
    if (mayGoTo < firstSeq) continue;
    ranges.push({ companyId, firstSeq, upToSeq: mayGoTo });
    left -= mayGoTo - firstSeq + 1;
  }
  return ranges;
}
