import { describe, expect, it } from 'vitest';
import { snippetOf } from './snippet.rules.ts';

const drawn = (text: string, highlights: [number, number][]) =>
  snippetOf(text, highlights)
    .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
    .join('');

describe('a snippet', () => {
  it('is the whole of a short text, on one line, with everything marked', () => {
    expect(
      drawn('A linen\n\nlamp, linen', [
        [2, 7],
        [15, 20],
      ]),
    ).toBe('A [linen] lamp, [linen]');
  });

  it('begins with a word shortly before the first mark and ends when it is long enough', () => {
    const text = `${'before '.repeat(20)}mark ${'after '.repeat(40)}`;
    const shown = drawn(text, [[140, 144]]);
    expect(shown).toMatch(/^… (before )+\[mark\] after .* …$/);
    expect(shown.length).toBeLessThan(160);
  });

  it('never cuts a character in two', () => {
    for (let lead = 0; lead < 3; lead += 1) {
      const before = 'a'.repeat(lead) + '𐐀'.repeat(60);
      const text = `${before}x${'𐐀'.repeat(200)}`;
      expect(drawn(text, [[before.length, before.length + 1]]).isWellFormed()).toBe(true);
    }
  });

  it('leaves out marks that lie behind its end', () => {
    const text = `mark ${'x'.repeat(300)} mark`;
    expect(
      drawn(text, [
        [0, 4],
        [306, 310],
      ]),
    ).toMatch(/^\[mark\] x+ …$/);
  });
});
