const clockFormat = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const preciseFormat = new Intl.DateTimeFormat([], {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayFormat = new Intl.DateTimeFormat([], { weekday: 'short', day: 'numeric', month: 'short' });

export const clockTime = (atMs: number): string => clockFormat.format(atMs);
export const preciseTime = (atMs: number): string => preciseFormat.format(atMs);

export function dayName(atMs: number): string {
  const today = new Date();
  const day = new Date(atMs);
  if (day.toDateString() === today.toDateString()) return 'Today';
  today.setDate(today.getDate() - 1);
  return day.toDateString() === today.toDateString() ? 'Yesterday' : dayFormat.format(atMs);
}
