import { expect, it } from 'vitest';
import { leftWords, sendableWords } from './stopped-sends.rules.ts';

it('says how many can be sent again, and what is left to their threads', () => {
  expect([sendableWords(1, false), sendableWords(1_200, false), sendableWords(998, true)]).toEqual([
    'One message',
    '1,200 messages',
    'More than 998 messages',
  ]);
  expect(leftWords({ followed: 0, closed: 0 })).toBeNull();
  expect(leftWords({ followed: 2, closed: 0 })).toBe(
    'Left to their threads: 2 where something was written since.',
  );
  expect(leftWords({ followed: 2, closed: 3 })).toBe(
    'Left to their threads: 2 where something was written since, and 3 that only a template reaches, or that another app has.',
  );
});
