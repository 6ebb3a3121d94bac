import { expect, it } from 'vitest';
import { readRange } from './read-range.ts';

it.each([
  [null, { kind: 'all' }],
  ['bytes=0-99', { kind: 'some', offset: 0, length: 100 }],
  ['bytes=0-', { kind: 'some', offset: 0, length: 1_000 }],
  ['bytes=990-5000', { kind: 'some', offset: 990, length: 10 }],
  ['bytes=-10', { kind: 'some', offset: 990, length: 10 }],
  ['bytes=-5000', { kind: 'some', offset: 0, length: 1_000 }],
  ['bytes=1000-', { kind: 'none' }],
  ['bytes=-0', { kind: 'none' }],
  ['bytes=9-1', { kind: 'all' }],
  ['bytes=0-1,5-6', { kind: 'all' }],
  ['lines=0-1', { kind: 'all' }],
])('the range %s of 1000 bytes is %o', (header, expected) => {
  expect(readRange(header, 1_000)).toEqual(expected);
});
