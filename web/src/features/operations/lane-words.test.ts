import { describe, expect, it } from 'vitest';
import type { LaneHealth } from '../../../../workers/contracts/api/operations.ts';
import { durationWords, laneState } from './lane-words.rules.ts';

const NOW = 1_800_000_000_000;
const window = (failed: number, retried: number) => ({
  minutes: 5,
  done: 9,
  failed,
  retried,
  deferred: 0,
  perMinute: 1.8,
  p50Ms: 8,
  p95Ms: 16,
});
const lane = (change: Partial<LaneHealth>): LaneHealth => ({
  lane: 'jobs',
  waiting: 0,
  oldestAtMs: null,
  inFlight: 0,
  estimatedWaitSeconds: 0,
  windows: [window(0, 0)],
  ...change,
});

describe('a lane', () => {
  it.each<[string, Partial<LaneHealth>]>([
    ['Idle', {}],
    ['Working', { inFlight: 2 }],
    ['Trying again', { windows: [window(0, 1)] }],
    ['Behind', { waiting: 4, oldestAtMs: NOW - 90_000 }],
    ['Jobs fail', { windows: [window(1, 3)] }],
    ['Not moving', { waiting: 4, oldestAtMs: NOW - 3_600_000, windows: [window(1, 0)] }],
  ])('is said to be: %s', (words, change) => {
    expect(laneState(lane(change), NOW).words).toBe(words);
  });
});

it.each([
  [8, '8 ms'],
  [3_200, '3.2 s'],
  [45_000, '45 s'],
  [300_000, '5 min'],
  [7_200_000, '2 h'],
  [86_400_000, '1 d'],
])('%i ms reads %s', (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
