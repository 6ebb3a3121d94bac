export interface SnoozeChoice {
  id: string;
  label: string;
  untilMs: number;
}

const MORNING_HOUR = 9;

const morningIn = (days: number, nowMs: number): number => {
  const date = new Date(nowMs);
  date.setDate(date.getDate() + days);
  date.setHours(MORNING_HOUR, 0, 0, 0);
  return date.getTime();
};

/** The moments that people pick most, on the person's own clock. */
export const snoozeChoices = (nowMs: number): SnoozeChoice[] => {
  const daysToMonday = (8 - new Date(nowMs).getDay()) % 7 || 7;
  // On a Sunday the coming Monday is tomorrow, which is offered already.
  const daysToNextWeek = daysToMonday === 1 ? 8 : daysToMonday;
  return [
    { id: 'hour', label: 'For 1 hour', untilMs: nowMs + 3_600_000 },
    { id: 'tomorrow', label: 'Until tomorrow', untilMs: morningIn(1, nowMs) },
    { id: 'week', label: 'Until next week', untilMs: morningIn(daysToNextWeek, nowMs) },
  ];
};
