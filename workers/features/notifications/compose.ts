import type { Alert, AlertSeverity } from '../../contracts/api/alerts.ts';
import { rankOf } from '../alerts/index.ts';
import type { Transition } from './rules.ts';

export interface Told {
  alert: Alert;
  transition: Transition;
}

/** One text for a mail and one JSON for a webhook: Slack and what speaks like it show `text`, programs read the rest. */
export interface Composed {
  subject: string;
  mail: string;
  webhook: string;
}

const SEVERITY_WORDS: Record<AlertSeverity, string> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Information',
};

/** Alerts that one message shows. Ours: a chat cuts off what is longer, and the page has them all. */
const MAX_SHOWN = 20;

export function compose(told: readonly Told[], where: { companyId: string; page: string }): Composed {
  const [first] = told;
  const subject = told.length === 1 && first !== undefined ? headline(first) : digestSubject(told);
  const shown = told.toSorted(byUrgency).slice(0, MAX_SHOWN);
  const parts = shown.map((one) => `${headline(one)}\n${one.alert.detail}`);
  const more = told.length > shown.length ? [`And ${told.length - shown.length} more.`] : [];
  const text = told.length === 1 ? parts.join('') : [subject, ...parts, ...more].join('\n\n');
  return {
    subject,
    mail: `${text}\n\nAll alerts, and whom they are sent to: ${where.page}\n`,
    webhook: JSON.stringify({
      text: `${asSlackText(text)}\n${where.page}`,
      companyId: where.companyId,
      count: told.length,
      alerts: shown.map(({ alert, transition }) => ({ transition, ...alert })),
    }),
  };
}

/**
 * What people called their numbers is told as it is: `<!channel>` would call everybody, `<https://…|text>` hide a link.
 * Source: Slack, "Formatting message text", which names these three.
 */
function asSlackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function digestSubject(told: readonly Told[]): string {
  const over = told.filter(({ transition }) => transition === 'resolved').length;
  const open = told.length - over;
  if (open === 0) return `${over} alerts are over`;
  const words = `${open} more ${open === 1 ? 'alert' : 'alerts'}`;
  return over === 0 ? words : `${words}, ${over} over`;
}

/** What is open before what is over, and the worst first. */
function byUrgency(a: Told, b: Told): number {
  return (
    Number(a.transition === 'resolved') - Number(b.transition === 'resolved') ||
    rankOf(b.alert.severity) - rankOf(a.alert.severity)
  );
}

function headline({ alert, transition }: Told): string {
  if (transition === 'resolved') return `Over: ${alert.title}`;
  const word = SEVERITY_WORDS[alert.severity];
  return transition === 'worse' ? `Now ${word.toLowerCase()}: ${alert.title}` : `${word}: ${alert.title}`;
}
