import { describe, expect, it } from 'vitest';
import { ALL_OPEN, choicesOf, queryOf } from './letter-filter.rules.ts';

const FAILURES = [
  { lane: 'jobs', kind: 'search.index', code: 'timeout' },
  { lane: 'jobs', kind: 'channel.replay', code: 'unexpected' },
  { lane: 'media', kind: 'media.fetch', code: 'timeout' },
];
const NOW_MS = new Date(2026, 10, 25, 12, 0).getTime();

describe('the filter of dead letters', () => {
  it('offers what occurs beside the other filters, and always what it is set to', () => {
    expect(choicesOf('lane', FAILURES, ALL_OPEN)).toEqual(['jobs', 'media']);
    expect(choicesOf('kind', FAILURES, { ...ALL_OPEN, lane: 'jobs' })).toEqual([
      'channel.replay',
      'search.index',
    ]);
    expect(choicesOf('kind', FAILURES, { ...ALL_OPEN, code: 'timeout', lane: 'media' })).toEqual([
      'media.fetch',
    ]);
    expect(choicesOf('code', FAILURES, { ...ALL_OPEN, kind: 'gone', code: 'other' })).toEqual(['other']);
  });

  it('asks for spans of time, the last minute whole, and leaves out what is open', () => {
    expect(queryOf(ALL_OPEN, NOW_MS)).toEqual({ state: 'open' });
    expect(queryOf({ ...ALL_OPEN, time: 'hour', kind: 'odd' }, NOW_MS)).toEqual({
      state: 'open',
      kind: 'odd',
      fromMs: NOW_MS - 3_600_000,
    });
    expect(queryOf({ ...ALL_OPEN, time: 'between', from: '', to: '2026-11-25T12:00' }, NOW_MS)).toEqual({
      state: 'open',
      toMs: NOW_MS + 59_999,
    });
  });
});
