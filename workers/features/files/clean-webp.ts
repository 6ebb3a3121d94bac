import { ascii, hasAt, joined, viewOf } from './bytes.ts';
import type { CleanImage } from './clean-image.ts';
import { isTurned, orientationOnly, readOrientation } from './orientation.ts';
import { UnreadableImageError } from './unreadable-image.ts';

const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
const ANIMATION_FLAG = 0x02;

/** Keeps the chunks that the pixels need. Source: Google, WebP container specification (RFC 9649). */
export function cleanWebp(bytes: Uint8Array): CleanImage {
  if (!hasAt(bytes, 0, 'RIFF') || !hasAt(bytes, 8, 'WEBP')) throw new UnreadableImageError('not a WebP');
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  let orientation = 1;
  let flags: Uint8Array | null = null;
  let size: { width: number; height: number } | null = null;
  const fileEnd = Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at + 8 <= fileEnd;) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    if (end > bytes.length) throw new UnreadableImageError('a chunk beyond the end');
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const body = bytes.subarray(at + 8, end);
    if (type === 'EXIF') orientation = readOrientation(hasAt(body, 0, 'Exif\0\0') ? body.subarray(6) : body);
    if (KEPT.has(type)) {
      const chunk = joined([bytes.subarray(at, end), ...(length % 2 === 1 ? [Uint8Array.of(0)] : [])]);
      if (type === 'VP8X') flags = chunk;
      kept.push(chunk);
      size ??= sizeOf(type, body);
    }
    at = end + (length % 2);
  }
  if (size === null) throw new UnreadableImageError('no picture');
  const animated = ((flags?.[8] ?? 0) & ANIMATION_FLAG) !== 0;
  if (flags !== null) {
    const isMarked = orientation !== 1;
    flags[8] = ((flags[8] ?? 0) & ~(EXIF_FLAG | XMP_FLAG)) | (isMarked ? EXIF_FLAG : 0);
    if (isMarked) kept.push(chunkOf('EXIF', orientationOnly(orientation)));
  }
  const content = joined([ascii('WEBP'), ...kept]);
  const turned = flags !== null && isTurned(orientation);
  return {
    bytes: chunkOf('RIFF', content),
    width: turned ? size.height : size.width,
    height: turned ? size.width : size.height,
    animated,
  };
}

function sizeOf(type: string, body: Uint8Array): { width: number; height: number } | null {
  if (body.length < 10) return null;
  const view = viewOf(body);
  switch (type) {
    case 'VP8X':
      return {
        width: 1 + (view.getUint32(3, true) >>> 8),
        height: 1 + (view.getUint16(7, true) | ((body[9] ?? 0) << 16)),
      };
    case 'VP8L': {
      const bits = view.getUint32(1, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
    default:
      return null;
  }
}

function chunkOf(type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8);
  head.set(ascii(type));
  viewOf(head).setUint32(4, body.length, true);
  return joined([head, body, ...(body.length % 2 === 1 ? [Uint8Array.of(0)] : [])]);
}
