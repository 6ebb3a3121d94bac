import { expect, it } from 'vitest';
import { readableUsername } from './username.rules.ts';

it.each(['ana.reis', '@ana.reis'])('%s is read with one sign', (username) => {
  expect(readableUsername(username)).toBe('@ana.reis');
});
