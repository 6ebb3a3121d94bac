import { describe, expect, it } from 'vitest';
import { boundsOf, dayOf, dayPresets, daysText } from './search-filters.rules.ts';

const NOON_MS = new Date(2026, 4, 4, 12).getTime();

describe('the days of a search', () => {
  it('are whole, the last one included', () => {
    expect(boundsOf({ from: '2026-05-01', to: '2026-05-04' })).toEqual({
      after: new Date(2026, 4, 1).getTime(),
      before: new Date(2026, 4, 5).getTime(),
    });
    expect(boundsOf({ from: '', to: '' })).toEqual({ after: undefined, before: undefined });
  });

  it('of a preset hold as many as it says, today among them', () => {
    expect(dayPresets(NOON_MS).map(({ label, days }) => [label, days.from])).toEqual([
      ['Any time', ''],
      ['Today', '2026-05-04'],
      ['Last 7 days', '2026-04-28'],
      ['Last 30 days', '2026-04-05'],
    ]);
    expect(dayOf(NOON_MS)).toBe('2026-05-04');
  });

  it.each([
    [{ from: '', to: '' }, null],
    [{ from: '2026-05-04', to: '' }, 'Today'],
    [{ from: '2026-01-02', to: '' }, 'Since 2 Jan 2026'],
    [{ from: '', to: '2026-01-02' }, 'Until 2 Jan 2026'],
    [{ from: '2026-01-02', to: '2026-01-02' }, '2 Jan 2026'],
    [{ from: '2026-01-02', to: '2026-01-05' }, '2 Jan 2026 – 5 Jan 2026'],
  ])('are said as people say them: %o', (days, text) => {
    expect(daysText(days, NOON_MS)).toBe(text);
  });
});
