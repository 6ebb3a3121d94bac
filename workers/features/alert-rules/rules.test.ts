import { describe, expect, it } from 'vitest';
import { judge, judgeLanes, type MeasuredChannel } from './rules.ts';
import { DEFAULT_RULES } from './settings.ts';

const MINUTE_MS = 60_000;
const NOW_MS = 1_800_000_000_000;

const channel = (change: Partial<MeasuredChannel>): MeasuredChannel => ({
  id: 'ch_1',
  name: 'Sales',
  isConnected: true,
  sent: { done: 0, failed: 0 },
  received: { now: 0, yesterday: 0 },
  ...change,
});
const kindsOf = (change: Partial<MeasuredChannel>) =>
  judge(DEFAULT_RULES, { letters: 0, lettersOfAlert: 0, channels: [channel(change)], sources: [] }, false)
    .map(({ key, trouble }) => [key, trouble?.kind ?? 'over'])
    .filter(([key]) => key !== 'rule dead-letters');

describe('the oldest job', () => {
  const late = (isOn: boolean, waitMinutes: number) =>
    judgeLanes(
      { ...DEFAULT_RULES, oldestJob: { isOn, minutes: 15 } },
      [
        { lane: 'media', oldestAtMs: NOW_MS - waitMinutes * MINUTE_MS },
        { lane: 'jobs', oldestAtMs: null },
      ],
      NOW_MS,
    ).map(({ key, trouble }) => [key, trouble?.kind ?? 'over']);

  it('is an alert of its own lane from the minutes of the rule on, and over below them', () => {
    expect(late(true, 15)).toEqual([
      ['rule oldest-job media', 'rule.oldest_job'],
      ['rule oldest-job jobs', 'over'],
    ]);
    expect(late(true, 14)[0]).toEqual(['rule oldest-job media', 'over']);
    expect(late(false, 15)[0]).toEqual(['rule oldest-job media', 'over']);
  });
});

describe('a shop or a form', () => {
  const found = (failed: number, failedOfAlert = 0, isOn = true) => {
    const source = { id: 'evs_1', name: 'Shop', key: 'rule events-failed evs_1', failed, failedOfAlert };
    const measured = {
      letters: 0,
      lettersOfAlert: 0,
      channels: [],
      sources: [{ ...source, newestDetail: 'No.' }],
    };
    return judge({ ...DEFAULT_RULES, eventFailures: { isOn, count: 5, minutes: 60 } }, measured, false)
      .filter(({ key }) => key === source.key)
      .map(({ trouble }) => trouble?.kind ?? 'over');
  };

  it('fails from the number of the rule on, and no longer when nothing of its alert has failed still', () => {
    expect(found(5)).toEqual(['rule.events_failed']);
    expect(found(4)).toEqual(['over']);
    expect(found(4, 1)).toEqual([]);
    expect(found(0, 1)).toEqual([]);
    expect(found(5, 1, false)).toEqual(['over']);
  });
});

describe('a number', () => {
  it('fails from the percent of the rule on, if it sends enough', () => {
    expect(kindsOf({ sent: { done: 16, failed: 4 } })).toContainEqual([
      'rule send-failures ch_1',
      'rule.send_failures',
    ]);
    expect(kindsOf({ sent: { done: 17, failed: 4 } })).toContainEqual(['rule send-failures ch_1', 'over']);
    expect(kindsOf({ sent: { done: 0, failed: 19 } })).toContainEqual(['rule send-failures ch_1', 'over']);
  });

  it('is silent only by what it did yesterday, and heard only by what comes', () => {
    expect(kindsOf({ received: { now: 0, yesterday: 20 } })).toContainEqual([
      'rule silence ch_1',
      'rule.silence',
    ]);
    expect(kindsOf({ received: { now: 1, yesterday: 20 } })).toContainEqual(['rule silence ch_1', 'over']);
    // Neither opened nor ended.
    expect(kindsOf({ received: { now: 0, yesterday: 19 } })).toEqual([['rule send-failures ch_1', 'over']]);
  });

  it('whose counters cannot be read says nothing, and one that is disconnected is over with', () => {
    expect(kindsOf({ sent: null, received: null })).toEqual([]);
    expect(kindsOf({ sent: null, received: null, isConnected: false })).toEqual([
      ['rule send-failures ch_1', 'over'],
      ['rule silence ch_1', 'over'],
    ]);
  });
});
