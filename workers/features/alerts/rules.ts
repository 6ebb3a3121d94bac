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
  openedAtMs: number;
  /** When it last happened. */
  lastAtMs: number;
}

export function rankOf(severity: AlertSeverity): number {
  return ALERT_SEVERITIES.indexOf(severity);
}

/** What decides how urgent an alert is. */
type Urgency = Pick<Alert, 'severity' | 'lastAtMs' | 'id'>;

/** The worst first, and of these the newest. */
export function byUrgency(a: Urgency, b: Urgency): number {
  return (
    rankOf(b.severity) - rankOf(a.severity) ||
    b.lastAtMs - a.lastAtMs ||
    (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
  );
}

/** Where a page of open alerts goes on: also when the one that it ended with is over by then. */
export const urgencyAt = ({ severity, lastAtMs, id }: Urgency) => `${severity}.${lastAtMs}.${id}`;

/** Whether an alert comes behind a page's end; what cannot be read is the beginning. */
export function isBehind(alert: Alert, cursor: string): boolean {
  const [, word, lastAt, id] = /^(\w{1,16})\.(\d{1,15})\.(\w{1,64})$/.exec(cursor) ?? [];
  const severity = ALERT_SEVERITIES.find((one) => one === word);
  if (severity === undefined || lastAt === undefined || id === undefined) return true;
  return byUrgency(alert, { severity, lastAtMs: Number(lastAt), id }) > 0;
}

/** Kinds of trouble whose key ends with what they are about, where that is no number. */
const ABOUT_SOMETHING = new Set(['webhook.failing', 'rule.oldest_job', 'rule.events_failed']);

/** What a trouble is about beside a number; null: nothing that its key names. */
export function aboutIn(kind: string, key: string): string | null {
  return ABOUT_SOMETHING.has(kind) ? (key.split(' ').at(-1) ?? null) : null;
}
