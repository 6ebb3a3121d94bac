import type { AlertRules } from '../../../../workers/contracts/api/alert-settings.ts';
import type { AlertScope } from '../../api/alerts-api.ts';

export type RuleName = keyof AlertRules;

interface RuleWords {
  name: RuleName;
  scopes: readonly AlertScope[];
  title: string;
  /** The numbers of the rule, in the order of its sentence. */
  fields: readonly { field: string; label: string; unit: string; most: number; least: number }[];
}

const minutes = { field: 'minutes', label: 'within', unit: 'minutes', least: 5, most: 1_440 };

/** Every rule in the words of its settings. */
export const RULES: readonly RuleWords[] = [
  {
    name: 'deadLetters',
    scopes: ['company', 'deployment'],
    title: 'Jobs fail for good',
    fields: [{ field: 'count', label: 'At least', unit: 'jobs', least: 1, most: 10_000 }, minutes],
  },
  {
    name: 'sendFailures',
    scopes: ['company'],
    title: 'Many messages of a number fail',
    fields: [
      { field: 'percent', label: 'At least', unit: '%', least: 1, most: 100 },
      minutes,
      { field: 'atLeast', label: 'of at least', unit: 'messages', least: 1, most: 10_000 },
    ],
  },
  {
    name: 'silence',
    scopes: ['company'],
    title: 'A busy number goes silent',
    fields: [
      { ...minutes, label: 'Nothing for' },
      { field: 'atLeast', label: 'while a day before at least', unit: 'messages', least: 1, most: 100_000 },
    ],
  },
  {
    name: 'eventFailures',
    scopes: ['company'],
    title: 'Events of a shop or form fail',
    fields: [{ field: 'count', label: 'At least', unit: 'events', least: 1, most: 10_000 }, minutes],
  },
  {
    name: 'oldestJob',
    scopes: ['deployment'],
    title: 'Jobs wait too long',
    fields: [{ ...minutes, label: 'The oldest for' }],
  },
];
