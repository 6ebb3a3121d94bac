import { expect, test } from 'vitest';
import { createIds } from '../world/ids.ts';
import { secureRandomBytes } from '../world/randomness.ts';
import { createWamid } from './wamid.ts';

const ids = createIds(secureRandomBytes);

test('a message id begins as Meta’s do and carries the number of the user', () => {
  const id = createWamid('from-business', '16503879439', ids);
  expect(id.startsWith('wamid.HBgLMTY1MDM4Nzk0MzkVAgARGB')).toBe(true);
  expect(Buffer.from(id.slice(6), 'base64').toString('latin1')).toContain('16503879439');
  expect(id.length).toBeLessThanOrEqual(128);
});

test('a thousand ids are a thousand different ids', () => {
  const made = Array.from({ length: 1000 }, () => createWamid('from-customer', '5511987654321', ids));
  expect(new Set(made).size).toBe(1000);
});
