import { expect, it } from 'vitest';
import { payloadLines, readablePath } from './payload-tree.rules.ts';

it('shows every value with the pointer that the server reads it by, and no empty branch', () => {
  const payload = {
    headers: {},
    body: { 'a/b': [{ '~': 1 }], empty: {}, none: null, paid: false },
  };
  expect(payloadLines(payload)).toEqual([
    { path: '/body', name: 'body', depth: 0, value: null },
    { path: '/body/a~1b', name: 'a/b', depth: 1, value: null },
    { path: '/body/a~1b/0', name: '1.', depth: 2, value: null },
    { path: '/body/a~1b/0/~0', name: '~', depth: 3, value: '1' },
    { path: '/body/none', name: 'none', depth: 1, value: 'null' },
    { path: '/body/paid', name: 'paid', depth: 1, value: 'false' },
  ]);
  expect(readablePath('/body/a~1b/0/~0')).toBe('a/b › 0 › ~');
});
