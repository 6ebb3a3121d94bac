import { ALERT_SEVERITIES, type Alert, type AlertSeverity } from '../../contracts/api/alerts.ts';

/** Something that administrators must know. */
export interface Trouble {
  /** What makes it the same trouble when it happens again: kind and what it is about. */
  key: string;
  /** Our word, for example `account.restricted`. */
  kind: string;
  severity: AlertSeverity;
  channelId: string | null;
  title: string;
  /** What it means and what to do, in plain words. */
  detail: string;
}

/** How the keys of troubles begin that a rule looks at again and again. */
export const RULE_KEY = 'rule ';

/** An alert that stands open, as far as raising needs to know it. */
export interface OpenAlert {
  id: string;
  key: string;
  severity: AlertSeverity;
  /** When it last happened. */
  lastAtMs: number;
}

export function rankOf(severity: AlertSeverity): number {
  return ALERT_SEVERITIES.indexOf(severity);
}

/** The worst first, and of these the newest. */
export function byUrgency(a: Alert, b: Alert): number {
  return (
    rankOf(b.severity) - rankOf(a.severity) ||
    b.lastAtMs - a.lastAtMs ||
    (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
  );
}
