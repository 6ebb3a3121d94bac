import { expect, it } from 'vitest';
import type { ChannelSending, SendingWindow } from '../../../../workers/contracts/api/channel-sending.ts';
import { rateWords, sendingState, shareWords } from './sending.rules.ts';

const windowOf = (change: Partial<SendingWindow>): SendingWindow => ({
  minutes: 5,
  sent: 0,
  refused: 0,
  retried: 0,
  reportedFailed: 0,
  sentPerMinute: 0,
  errorShare: null,
  p50Ms: null,
  p95Ms: null,
  ...change,
});
const sendingOf = (window: Partial<SendingWindow> | null, breaker: Partial<ChannelSending['breaker']> = {}) =>
  sendingState({
    breaker: { isSending: true, stops: [], waitingCount: 0, ...breaker },
    windows: window === null ? null : [windowOf(window)],
    asOfMs: 0,
  }).words;

it('says how a number sends, a stop before everything else', () => {
  const many = { sent: 8, refused: 2, errorShare: 0.2 };
  expect([
    sendingOf(many, { isSending: false, waitingCount: 3 }),
    sendingOf(many),
    sendingOf({ sent: 1, refused: 1, errorShare: 0.5 }),
    sendingOf({ sent: 90 }, { waitingCount: 1 }),
    sendingOf({}),
    sendingOf(null),
  ]).toEqual(['Stopped', 'Many errors', 'Sends', 'Some wait', 'Idle', 'Not stopped']);
});

it('says rates and shares so that small ones do not look like none', () => {
  expect([0, 0.02, 0.95, 2.34, 1_234.4].map(rateWords)).toEqual([
    '0 a minute',
    '1.2 an hour',
    '57 an hour',
    '2.3 a minute',
    '1,234 a minute',
  ]);
  expect([null, 0, 0.000_4, 0.042, 1].map((errorShare) => shareWords({ errorShare }))).toEqual([
    '–',
    '0 %',
    '< 0.1 %',
    '4.2 %',
    '100 %',
  ]);
});
