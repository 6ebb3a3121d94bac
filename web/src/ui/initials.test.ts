import { describe, expect, it } from 'vitest';
import { initialsOf, toneOf, TONES } from './initials.rules.ts';

describe('the picture of a person without a picture', () => {
  it.each([
    ['Sofia Martins', 'SM'],
    ['sofia', 'S'],
    ['Ana de Souza Lima', 'AL'],
    ['(Bruno) Costa', 'C'],
    ['🦊🌈', '🦊'],
    ['🇧🇷 Brasil', 'B'],
    ['يوسف الحسن', 'يا'],
    ['...', ''],
    ['', ''],
  ])('shows %s as %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('shows nothing for nobody', () => {
    expect(initialsOf(null)).toBe('');
  });

  it('has one of the palette’s colours, the same every time', () => {
    for (let number = 0; number < 500; number += 1) {
      const tone = toneOf(`ct_${number}`);
      expect(Number.isInteger(tone) && tone >= 0 && tone < TONES).toBe(true);
      expect(toneOf(`ct_${number}`)).toBe(tone);
    }
  });
});
