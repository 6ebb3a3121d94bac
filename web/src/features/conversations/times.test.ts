import { describe, expect, it } from 'vitest';
import { snoozeChoices } from './snooze.rules.ts';
import { dayName, shortAgo } from './times.rules.ts';
import { timeLeft, windowState } from './window.rules.ts';

const local = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const NOW = local(18, 15, 30);

describe('times in lists', () => {
  it('grow from minutes to dates', () => {
    expect(shortAgo(NOW - 5_000, NOW)).toBe('now');
    expect(shortAgo(NOW + 5_000, NOW)).toBe('now');
    expect(shortAgo(NOW - 12 * 60_000, NOW)).toBe('12m');
    expect(shortAgo(local(18, 9), NOW)).toBe('6h');
    expect(shortAgo(local(17, 23), NOW)).toBe('Yesterday');
    expect(shortAgo(local(16, 9), NOW)).toBe('Mon');
    expect(shortAgo(local(3, 9), NOW)).toBe('3 Nov');
    expect(shortAgo(new Date(2025, 10, 3).getTime(), NOW)).toBe('3 Nov 2025');
  });

  it('name the days of a thread', () => {
    expect(dayName(local(18, 0), NOW)).toBe('Today');
    expect(dayName(local(17, 23, 59), NOW)).toBe('Yesterday');
    expect(dayName(local(14, 12), NOW)).toBe('Saturday');
    expect(dayName(local(2, 12), NOW)).toBe('2 November 2026');
  });
});

describe('snoozing', () => {
  it('offers an hour, tomorrow at nine and next Monday at nine', () => {
    expect(snoozeChoices(NOW).map((choice) => choice.untilMs)).toEqual([
      NOW + 3_600_000,
      local(19, 9),
      local(23, 9),
    ]);
  });

  it('never offers the same morning twice', () => {
    const sunday = local(22, 12);
    expect(snoozeChoices(sunday).map((choice) => choice.untilMs)).toEqual([
      sunday + 3_600_000,
      local(23, 9),
      local(30, 9),
    ]);
  });
});

describe('the 24-hour window', () => {
  it('is open, closes soon, is closed, or never was', () => {
    expect(windowState(NOW + 3 * 3_600_000, NOW)).toEqual({ kind: 'open' });
    expect(windowState(NOW + 80 * 60_000, NOW)).toEqual({ kind: 'closing', leftMs: 80 * 60_000 });
    expect(windowState(NOW, NOW)).toEqual({ kind: 'closed', atMs: NOW });
    expect(windowState(null, NOW)).toEqual({ kind: 'never' });
  });

  it('says how long is left, never less than a minute', () => {
    expect(timeLeft(80 * 60_000)).toBe('1 h 20 min');
    expect(timeLeft(60 * 60_000)).toBe('1 h');
    expect(timeLeft(90_000)).toBe('2 min');
    expect(timeLeft(1)).toBe('1 min');
  });
});
