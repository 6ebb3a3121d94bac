/** Days as a date field says them, `2026-05-04`; empty where there is no bound. Both are included. */
export interface DayRange {
  from: string;
  to: string;
}

/** What narrows a search for messages beside its words. */
export interface SearchFilters {
  contact: { id: string; name: string } | null;
  authorId: string | null;
  days: DayRange;
}

export const NO_FILTERS: SearchFilters = { contact: null, authorId: null, days: { from: '', to: '' } };

export const isNarrowed = ({ contact, authorId, days }: SearchFilters) =>
  contact !== null || authorId !== null || days.from !== '' || days.to !== '';

const pad = (number: number) => String(number).padStart(2, '0');
/** The day of a moment where the person is. */
export const dayOf = (atMs: number): string => {
  const date = new Date(atMs);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
};

/** The first moment of a day, `plusDays` later; undefined for no day. */
const startOf = (day: string, plusDays: number): number | undefined => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return undefined;
  // Not 24 hours later: days are longer and shorter where clocks are changed.
  return new Date(Number(year), Number(month) - 1, Number(date) + plusDays).getTime();
};

/** The bounds as the API wants them: `after` included, `before` not. */
export const boundsOf = ({
  from,
  to,
}: DayRange): { after: number | undefined; before: number | undefined } => ({
  after: startOf(from, 0),
  before: startOf(to, 1),
});

export interface DayPreset {
  label: string;
  days: DayRange;
}

export const dayPresets = (nowMs: number): DayPreset[] => {
  const ago = (days: number) => {
    const date = new Date(nowMs);
    return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime());
  };
  return [
    { label: 'Any time', days: NO_FILTERS.days },
    { label: 'Today', days: { from: ago(0), to: '' } },
    { label: 'Last 7 days', days: { from: ago(6), to: '' } },
    { label: 'Last 30 days', days: { from: ago(29), to: '' } },
  ];
};

const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const shortDay = (day: string) => SHORT.format(startOf(day, 0));

/** What a chip says of the days; null where all are meant. */
export const daysText = (days: DayRange, nowMs: number): string | null => {
  const { from, to } = days;
  if (from === '' && to === '') return null;
  const preset = dayPresets(nowMs).find((one) => one.days.from === from && one.days.to === to);
  if (preset !== undefined) return preset.label;
  if (to === '') return `Since ${shortDay(from)}`;
  if (from === '') return `Until ${shortDay(to)}`;
  return from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`;
};
