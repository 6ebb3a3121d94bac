import type { AlertFamily, AlertNotify } from '../../contracts/api/alert-settings.ts';
import { ALERT_SEVERITIES, type AlertSeverity } from '../../contracts/api/alerts.ts';

/** An alert as far as telling of it needs to know. */
export interface News {
  id: string;
  kind: string;
  severity: AlertSeverity;
  resolvedAtMs: number | null;
  newsCount: number;
  toldSeverity: AlertSeverity | null;
}

export type Transition = 'opened' | 'worse' | 'resolved';

/** Notifications of one alert each in an hour, to one target. Ours: more are one digest. */
export const MAX_SINGLE_PER_HOUR = 10;
/** So many with news at the same time are told together at once. Ours. */
export const MAX_AT_ONCE = 5;
/** Between two digests, in milliseconds. Ours. */
export const DIGEST_EVERY_MS = 15 * 60_000;
/** Waits after a refusal that may pass, in seconds; after the last it has failed. Ours: most of a day. */
export const RETRY_SECONDS = [60, 300, 1_800, 7_200, 28_800];

const rank = (severity: AlertSeverity) => ALERT_SEVERITIES.indexOf(severity);

const FAMILIES: Readonly<Record<string, AlertFamily>> = {
  sending: 'sending',
  webhook: 'webhooks',
  rule: 'rules',
};

/** Which family a kind of alert belongs to: what Meta says of numbers and accounts, unless it is another. */
export function familyOf(kind: string): AlertFamily {
  return FAMILIES[kind.split('.')[0] ?? ''] ?? 'number';
}

/** What there is to tell of an alert; null where nothing is, or where nobody wants to know. */
export function transitionOf(news: News, notify: AlertNotify): Transition | null {
  const { severity, resolvedAtMs, toldSeverity } = news;
  if (notify.mutedFamilies.includes(familyOf(news.kind))) return null;
  // The end of what nobody was told of is no news.
  if (resolvedAtMs !== null) return toldSeverity === null ? null : 'resolved';
  if (rank(severity) < rank(notify.minSeverity)) return null;
  if (toldSeverity === null) return 'opened';
  return rank(severity) > rank(toldSeverity) ? 'worse' : null;
}

/** How many are told of, how: one by one, all in one, or later. `recent`: told in the last hour. */
export function paceOf(
  count: number,
  recent: { singles: number; lastDigestAtMs: number | null },
  nowMs: number,
): 'singly' | 'together' | 'later' {
  if (count <= MAX_AT_ONCE && recent.singles + count <= MAX_SINGLE_PER_HOUR) return 'singly';
  const isSoon = recent.lastDigestAtMs !== null && nowMs - recent.lastDigestAtMs < DIGEST_EVERY_MS;
  return isSoon ? 'later' : 'together';
}
