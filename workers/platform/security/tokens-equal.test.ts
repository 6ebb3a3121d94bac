import { expect, it } from 'vitest';
import { tokensEqual } from './tokens-equal.ts';

it('says that two tokens are the same only if both are there and alike', async () => {
  expect(await tokensEqual('recado-verify', 'recado-verify')).toBe(true);
  expect(await tokensEqual('ação', 'ação')).toBe(true);
  const different: [string | null | undefined, string | null | undefined][] = [
    ['recado-verify', 'recado-verifY'],
    ['recado-verify', 'recado-verify '],
    ['recado-verify', 'recado'],
    ['recado-verify', ''],
    ['recado-verify', null],
    [undefined, 'recado-verify'],
    ['', ''],
    [null, null],
    [undefined, undefined],
    [null, ''],
    ['null', null],
  ];
  for (const [a, b] of different) {
    expect(await tokensEqual(a, b)).toBe(false);
    expect(await tokensEqual(b, a)).toBe(false);
  }
});
