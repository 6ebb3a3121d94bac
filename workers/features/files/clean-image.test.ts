import { assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  jpegWithoutPlace,
  jpegWithPlace,
  pngWithoutPlace,
  pngWithPlace,
  webpWithoutPlace,
  webpWithPlace,
} from '../../testing/files.ts';
import { cleanImage } from './clean-image.ts';

describe('a picture', () => {
  it.each([
    ['image/jpeg', jpegWithPlace(), jpegWithoutPlace(), { width: 2, height: 3 }],
    [
      'image/jpeg',
      jpegWithPlace({ orientation: 1 }),
      jpegWithoutPlace({ orientation: 1 }),
      { width: 3, height: 2 },
    ],
    ['image/png', pngWithPlace(), pngWithoutPlace(), { width: 3, height: 2 }],
    ['image/webp', webpWithPlace(), webpWithoutPlace(), { width: 3, height: 2 }],
  ])(
    'of type %s loses what tells its place, keeps its pixels and turn, and nothing else: %#',
    (type, from, to, size) => {
      expect(cleanImage(from, type)).toEqual({ bytes: to, animated: false, ...size });
    },
  );

  it.each([
    ['image/jpeg', jpegWithPlace()],
    ['image/png', pngWithPlace()],
    ['image/webp', webpWithPlace()],
  ])('of type %s that is clean stays as it is', (type, from) => {
    const once = cleanImage(from, type).bytes;
    expect(cleanImage(once, type).bytes).toEqual(once);
  });

  it.each([
    ['image/jpeg', jpegWithPlace()],
    ['image/png', pngWithPlace()],
    ['image/webp', webpWithPlace()],
  ])(
    'of type %s, however it is damaged, is read or refused, and grows by nothing but its turn',
    (type, whole) => {
      assert(
        property(nat(whole.length - 1), nat(255), nat(whole.length), (at, value, length) => {
          const damaged = whole.slice(0, length);
          if (at < length) damaged[at] = value;
          expect(['read', 'UnreadableImageError', 'RangeError']).toContain(outcomeOf(damaged, type));
        }),
        { numRuns: 2_000, seed: 5 },
      );
    },
  );
});

function outcomeOf(damaged: Uint8Array, type: string): string {
  try {
    const { bytes } = cleanImage(damaged, type);
    return bytes.length <= damaged.length + 40 ? 'read' : 'grown';
  } catch (error) {
    return error instanceof Error ? error.name : 'nonsense';
  }
}
