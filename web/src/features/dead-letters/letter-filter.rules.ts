import type { DeadLetter, DeadLetterFailure } from '../../../../workers/contracts/api/dead-letters.ts';
import type { DeadLetterListQuery } from '../../api/operations-api.ts';

export const TIME_WORDS = {
  any: 'Any time',
  hour: 'The last hour',
  day: 'The last 24 hours',
  week: 'The last 7 days',
  between: 'Between…',
} as const;
export type TimeChoice = keyof typeof TIME_WORDS;

export interface LetterFilter {
  state: DeadLetter['state'];
  /** Empty: any. */
  lane: string;
  kind: string;
  code: string;
  time: TimeChoice;
  /** As the browser's own field writes a moment of this place; empty: open. Only for `between`. */
  from: string;
  to: string;
}

export const ALL_OPEN: LetterFilter = {
  state: 'open',
  lane: '',
  kind: '',
  code: '',
  time: 'any',
  from: '',
  to: '',
};

export const isNarrowed = ({ lane, kind, code, time }: LetterFilter): boolean =>
  lane !== '' || kind !== '' || code !== '' || time !== 'any';

const HOUR_MS = 3_600_000;
const AGES_MS: Partial<Record<TimeChoice, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
};
/** The field knows minutes; the last one is meant whole. */
const LAST_OF_MINUTE_MS = 59_999;

export const queryOf = (filter: LetterFilter, nowMs: number): DeadLetterListQuery => {
  const { state, lane, kind, code } = filter;
  return {
    state,
    ...(lane === '' ? {} : { lane }),
    ...(kind === '' ? {} : { kind }),
    ...(code === '' ? {} : { code }),
    ...spanOf(filter, nowMs),
  };
};

const spanOf = ({ time, from, to }: LetterFilter, nowMs: number): { fromMs?: number; toMs?: number } => {
  const ageMs = AGES_MS[time];
  if (ageMs !== undefined) return { fromMs: nowMs - ageMs };
  if (time !== 'between') return {};
  return {
    ...(from === '' ? {} : { fromMs: new Date(from).getTime() }),
    ...(to === '' ? {} : { toMs: new Date(to).getTime() + LAST_OF_MINUTE_MS }),
  };
};

/** Whether letters that failed like this are listed. */
export const isLetThrough = (one: DeadLetterFailure, { lane, kind, code }: LetterFilter): boolean =>
  (lane === '' || lane === one.lane) &&
  (kind === '' || kind === one.kind) &&
  (code === '' || code === one.code);

/** What a filter offers: what occurs beside the other two, and what it is set to. */
export const choicesOf = (
  name: keyof DeadLetterFailure,
  failures: readonly DeadLetterFailure[],
  filter: LetterFilter,
): string[] => {
  const fitting = failures.filter((one) => isLetThrough(one, { ...filter, [name]: '' }));
  const values = new Set(fitting.map((one) => one[name]));
  if (filter[name] !== '') values.add(filter[name]);
  return [...values].toSorted();
};
