import { expect, it } from 'vitest';
import { AIMING_MS, isAiming } from './aiming.rules.ts';

it('nobody aims where no pointer has moved, however young the page is', () => {
  expect([isAiming(5, null), isAiming(AIMING_MS * 2, null)]).toEqual([false, false]);
});

it('a pointer aims for a moment after it has moved', () => {
  expect([isAiming(5, 0), isAiming(AIMING_MS - 1, 0), isAiming(AIMING_MS, 0)]).toEqual([true, true, false]);
});
