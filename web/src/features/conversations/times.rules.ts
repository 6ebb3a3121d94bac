const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en', hourCycle === undefined ? options : { ...options, hourCycle });

const time = format({ hour: 'numeric', minute: '2-digit' });
const exactTime = format({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
const weekday = format({ weekday: 'short' });
const weekdayLong = format({ weekday: 'long' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

const startOfDay = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0);

/** Whole days of the person's calendar between two moments; immune to days of 23 or 25 hours. */
const daysBetween = (atMs: number, nowMs: number): number =>
  Math.round((startOfDay(nowMs) - startOfDay(atMs)) / (24 * HOUR_MS));

const isThisYear = (atMs: number, nowMs: number) =>
  new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();

export const clockTime = (atMs: number): string => time.format(atMs);

/** Short enough for a list: `now`, `5m`, `3h`, `Yesterday`, `Mon`, `12 Mar`. */
export const shortAgo = (atMs: number, nowMs: number): string => {
  const ageMs = nowMs - atMs;
  if (ageMs < MINUTE_MS) return 'now';
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)}m`;
  const days = daysBetween(atMs, nowMs);
  if (days === 0) return `${Math.floor(ageMs / HOUR_MS)}h`;
  if (days === 1) return 'Yesterday';
  if (days < 7) return weekday.format(atMs);
  return (isThisYear(atMs, nowMs) ? dayMonth : dayMonthYear).format(atMs);
};

/** For a day's separator: `Today`, `Yesterday`, `Monday`, `12 March 2026`. */
export const dayName = (atMs: number, nowMs: number): string => {
  const days = daysBetween(atMs, nowMs);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? weekdayLong.format(atMs) : longDay.format(atMs);
};

/** For a sentence: `today at 14:05`, `yesterday at 9:00`, `12 Mar at 9:00`. */
export const momentText = (atMs: number, nowMs: number): string => {
  const days = daysBetween(atMs, nowMs);
  const at = `at ${clockTime(atMs)}`;
  if (days === 0) return `today ${at}`;
  if (days === 1) return `yesterday ${at}`;
  if (days === -1) return `tomorrow ${at}`;
  if (Math.abs(days) < 7) return `${days > 0 ? 'last ' : ''}${weekdayLong.format(atMs)} ${at}`;
  return `${(isThisYear(atMs, nowMs) ? dayMonth : dayMonthYear).format(atMs)} ${at}`;
};

export const fullMoment = (atMs: number): string => `${longDay.format(atMs)}, ${clockTime(atMs)}`;

/** To the second: what happened within a minute is told apart. */
export const exactMoment = (atMs: number): string => `${longDay.format(atMs)}, ${exactTime.format(atMs)}`;

export const shortDate = (atMs: number): string => dayMonthYear.format(atMs);

export const dayKey = (atMs: number): string => String(startOfDay(atMs));
