import { expect, it } from 'vitest';
import { readableFilename } from './readable-filename.ts';

it.each([
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['\u2067photo\u2066gpj.exe\u2069\u2069', 'photogpj.exe'],
  ['a\u0000b\n.pdf', 'ab.pdf'],
  ['\u200Fחשבון.pdf', 'חשבון.pdf'],
  ['relatório 👩‍👧.pdf', 'relatório 👩‍👧.pdf'],
  ['\u202E', null],
])('%j ends where it seems to end', (name, readable) => {
  expect(readableFilename(name)).toBe(readable);
});
