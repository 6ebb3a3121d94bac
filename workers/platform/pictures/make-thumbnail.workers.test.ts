import encodeJpeg from '@jsquash/jpeg/encode.js';
import decodeJpeg from '@jsquash/jpeg/decode.js';
import { expect, it } from 'vitest';
import { makeThumbnail } from './make-thumbnail.ts';

/** One blue pixel, transparent by half. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPjfAAACgwGAqFxTYwAAAABJRU5ErkJggg==';
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

it('a large picture becomes a small one of the same shape and colours', async () => {
  // The codecs are loaded by the first thumbnail.
  await makeThumbnail(bytesOf(PNG), 'image/png');
  const width = 800;
  const height = 600;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([200, 40, 40, 255], at);
  const large = new Uint8Array(await encodeJpeg(new ImageData(data, width, height)));
  const small = await makeThumbnail(large, 'image/jpeg');
  const shown = await decodeJpeg(Uint8Array.from(small).buffer);
  expect([shown.width, shown.height, small.length < large.length]).toEqual([320, 240, true]);
  const [red = 0, green = 0, blue = 0] = shown.data;
  expect([Math.round(red / 20), Math.round(green / 20), Math.round(blue / 20)]).toEqual([10, 2, 2]);
});

it('bytes that are no picture throw, and the next picture does not suffer from it', async () => {
  await expect(makeThumbnail(Uint8Array.of(0xff, 0xd8, 0xff, 1, 2, 3), 'image/jpeg')).rejects.toThrow(
    'exit(1)',
  );
  expect((await makeThumbnail(bytesOf(PNG), 'image/png')).length).toBeGreaterThan(100);
});
