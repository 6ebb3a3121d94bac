import decodeJpeg, { init as initJpegDecoder } from '@jsquash/jpeg/decode.js';
import jpegDecoder from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm';
import jpegEncoder from '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm';
import encodeJpeg, { init as initJpegEncoder } from '@jsquash/jpeg/encode.js';
// @ts-expect-error -- the package describes what is in the module; the bundler gives the module itself
import pngDecoder from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm';
import decodePng, { init as initPngDecoder } from '@jsquash/png/decode.js';
import { shrink, type Pixels } from './shrink.ts';

/** The longer side of a thumbnail, in pixels, and how good it is. Ours: a bubble at twice its width. */
const MAX_SIDE = 320;
const QUALITY = 72;

let ready: Promise<unknown> | null = null;

/** A small JPEG of a JPEG or PNG, turned as it is shown. Throws when the picture cannot be read. */
export async function makeThumbnail(
  bytes: Uint8Array<ArrayBuffer>,
  mimeType: 'image/jpeg' | 'image/png',
): Promise<Uint8Array> {
  ready ??= prepare();
  await ready;
  try {
    const { data, width, height } = shrink(await decode(bytes, mimeType), MAX_SIDE);
    const picture = new PlainImageData(data, width, height);
    return new Uint8Array(await encodeJpeg(picture, { quality: QUALITY }));
  } catch (error) {
    // A codec that gave up is in no state that is known: the next picture gets a fresh one.
    ready = null;
    throw error;
  }
}

function decode(bytes: Uint8Array<ArrayBuffer>, mimeType: 'image/jpeg' | 'image/png'): Promise<Pixels> {
  const { buffer } = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  return mimeType === 'image/jpeg' ? decodeJpeg(buffer, { preserveOrientation: true }) : decodePng(buffer);
}

async function prepare(): Promise<void> {
  // The codecs make the browser's ImageData, which this runtime does not have.
  Object.assign(globalThis, { ImageData: PlainImageData });
  await Promise.all([initJpegDecoder(jpegDecoder), initJpegEncoder(jpegEncoder), initPngDecoder(pngDecoder)]);
}

class PlainImageData {
  readonly colorSpace = 'srgb';
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
