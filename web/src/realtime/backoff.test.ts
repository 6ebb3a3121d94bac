import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.rules.ts';

describe('the wait before reconnecting', () => {
  it('doubles its ceiling with every failure and never passes ten seconds', () => {
    const ceilings = Array.from({ length: 12 }, (_, failures) => backoffMs(failures, 0.999_999));
    expect(ceilings).toEqual([499, 999, 1999, 3999, 7999, ...Array<number>(7).fill(9_999)]);
  });

  it('may be anything down to nothing, so that clients do not come back in step', () => {
    expect(backoffMs(9, 0)).toBe(0);
    expect(backoffMs(9, 0.5)).toBe(5_000);
  });

  it('stays finite after any number of failures', () => {
    expect(backoffMs(5_000, 0.5)).toBe(5_000);
  });
});
