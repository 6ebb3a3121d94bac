import type { Alert, AlertSeverity } from '../../contracts/api/alerts.ts';
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

export function compose(told: readonly Told[], where: { companyId: string; page: string }): Composed {
  const [first] = told;
  const subject =
    told.length === 1 && first !== undefined
      ? headline(first)
      : `${told.length} alerts: ${told.filter(({ transition }) => transition !== 'resolved').length} open, the rest over`;
  const parts = told.map((one) => `${headline(one)}\n${one.alert.detail}`);
  const text = told.length === 1 ? parts.join('') : `${subject}\n\n${parts.join('\n\n')}`;
  return {
    subject,
    mail: `${text}\n\nAll alerts, and whom they are sent to: ${where.page}\n`,
    webhook: JSON.stringify({
      text: `${text}\n${where.page}`,
      companyId: where.companyId,
      alerts: told.map(({ alert, transition }) => ({ transition, ...alert })),
    }),
  };
}

function headline({ alert, transition }: Told): string {
  if (transition === 'resolved') return `Over: ${alert.title}`;
  const word = SEVERITY_WORDS[alert.severity];
  return transition === 'worse' ? `Now ${word.toLowerCase()}: ${alert.title}` : `${word}: ${alert.title}`;
}
