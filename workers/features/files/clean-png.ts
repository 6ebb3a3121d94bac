import { ascii, hasAt, joined, viewOf } from './bytes.ts';
import type { CleanImage } from './clean-image.ts';
import { isTurned, orientationOnly, readOrientation } from './orientation.ts';
import { UnreadableImageError } from './unreadable-image.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Texts (XMP among them), times and EXIF; every other chunk is about the pixels, or is nobody's and goes as well. */
const KEPT = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT'.split(' '),
);

/** Keeps the chunks that the pixels need, and nothing behind the end. Source: W3C, PNG third edition. */
export function cleanPng(bytes: Uint8Array): CleanImage {
  if (!hasAt(bytes, 0, SIGNATURE) || !hasAt(bytes, 12, 'IHDR') || bytes.length < 33) {
    throw new UnreadableImageError('not a PNG');
  }
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let orientation = 1;
  let animated = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) throw new UnreadableImageError('a chunk beyond the end');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'eXIf') orientation = readOrientation(bytes.subarray(at + 8, end - 4));
    if (type === 'acTL') animated = true;
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    at = end;
    if (type === 'IEND') break;
  }
  if (orientation !== 1) kept.splice(2, 0, exifChunk(orientation));
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  return {
    bytes: joined(kept),
    width: isTurned(orientation) ? height : width,
    height: isTurned(orientation) ? width : height,
    animated,
  };
}

function exifChunk(orientation: number): Uint8Array {
  const typed = joined([ascii('eXIf'), orientationOnly(orientation)]);
  const chunk = new Uint8Array(typed.length + 8);
  const view = viewOf(chunk);
  view.setUint32(0, typed.length - 4);
  chunk.set(typed, 4);
  view.setUint32(typed.length + 4, crc32(typed));
  return chunk;
}

/** The checksum of PNG chunks (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
