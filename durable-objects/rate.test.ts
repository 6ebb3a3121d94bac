import { expect, it } from 'vitest';
import { ask, type Rate } from './rate.ts';

const rate: Rate = { intervalMs: 6_000, burst: 3 };

it('grants a burst at once, then one per interval', () => {
  let paidUntilMs = 0;
  const granted: number[] = [];
  for (let nowMs = 100_000; nowMs < 130_000; nowMs += 1_000) {
    for (let tries = 0; tries < 5; tries++) {
      const answer = ask(rate, paidUntilMs, nowMs);
      paidUntilMs = answer.paidUntilMs;
      if (answer.waitMs === 0) granted.push(nowMs);
    }
  }
  expect(granted).toEqual([100_000, 100_000, 100_000, 106_000, 112_000, 118_000, 124_000]);
});

it('says exactly how long to wait, and a refusal costs nothing', () => {
  const paidUntilMs = 118_000;
  const refused = ask(rate, paidUntilMs, 100_000);
  expect(refused).toEqual({ waitMs: 6_000, paidUntilMs });
  expect(ask(rate, paidUntilMs, 106_000).waitMs).toBe(0);
  expect(ask(rate, paidUntilMs, 105_999).waitMs).toBe(1);
});
