import { describe, expect, it } from 'vitest';
import { admit, sizeText } from './attachment.rules.ts';

const MB = 1_024 * 1_024;
const file = (name: string, type: string, size = 1_000) => ({ name, type, size });

describe('a file that is attached', () => {
  it.each([
    ['photo.jpg', 'image/jpeg', 'image'],
    ['film.mp4', 'video/mp4', 'video'],
    ['song.mp3', 'audio/mpeg', 'audio'],
    ['note.opus', '', 'audio'],
    ['fun.webp', 'image/webp', 'sticker'],
    ['offer.pdf', 'application/pdf', 'document'],
    ['prices.csv', 'text/csv', 'document'],
  ])('is sent as what fits it best: %s', (name, type, kind) => {
    const admission = admit(file(name, type));
    expect('kinds' in admission && admission.kinds[0]).toBe(kind);
  });

  it.each([
    ['photo.jpg', 'image/jpeg'],
    ['film.mp4', 'video/mp4'],
    ['song.mp3', 'audio/mpeg'],
  ])('can go as a document instead, also when it is too large for the other: %s', (name, type) => {
    expect(admit(file(name, type))).toMatchObject({ kinds: [expect.any(String), 'document'] });
    expect(admit(file(name, type, 40 * MB))).toEqual({ kinds: ['document'] });
  });

  it.each([
    [
      'a type that WhatsApp does not take',
      file('all.zip', 'application/zip'),
      /does not take files like “all.zip”/,
    ],
    ['nothing', file('a.png', 'image/png', 0), /empty/],
    ['too much', file('a.pdf', 'application/pdf', 101 * MB), /101 MB; documents may have at most 100 MB/],
    ['a large sticker', file('a.webp', 'image/webp', 600 * 1_024), /stickers may have at most 500 KB/],
  ])('is refused before it is uploaded, with the reason: %s', (_, given, reason) => {
    const admission = admit(given);
    expect('refusal' in admission && admission.refusal).toMatch(reason);
  });

  it('says its size as people do', () => {
    expect([sizeText(12), sizeText(2_048), sizeText(3.44 * MB), sizeText(16 * MB)]).toEqual([
      '12 bytes',
      '2 KB',
      '3.4 MB',
      '16 MB',
    ]);
  });
});
