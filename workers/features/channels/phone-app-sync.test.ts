import { expect, it } from 'vitest';
import { afterAnswer, newSync, nextSyncAtMs } from './phone-app-sync.rules.ts';

const refused = (code: number | null) => ({ kind: 'not_done', code, problem: 'No.' }) as const;

it('asks ever later, and for the last time within the day in which Meta gives it', () => {
  const { untilMs, history } = newSync(0);
  const times: number[] = [];
  let state = history;
  for (let nowMs = 0; state.state === 'waiting'; nowMs = state.nextAtMs ?? 0) {
    times.push(nowMs);
    state = afterAnswer(state, refused(131000), { nowMs, untilMs });
  }
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  expect([times.length > 5, Math.max(...times) < untilMs, state.state]).toEqual([true, true, 'refused']);
});

it('takes what was asked for before as asked, and asks no more when the day is over', () => {
  const { untilMs, history } = newSync(0);
  const after = (code: number | null) => afterAnswer(history, refused(code), { nowMs: 0, untilMs });
  expect([after(2593107).state, after(2593108).state, after(null).state]).toEqual([
    'asked',
    'refused',
    'waiting',
  ]);
  expect(nextSyncAtMs({ untilMs, contacts: after(2593107), history: after(2593108) })).toBe(null);
});
