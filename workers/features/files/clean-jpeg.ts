import { ascii, hasAt, joined, viewOf } from './bytes.ts';
import { UnreadableImageError } from './unreadable-image.ts';
import { isTurned, orientationOnly, readOrientation } from './orientation.ts';
import type { CleanImage } from './clean-image.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const EXIF = ascii('Exif\0\0');
/** Frame headers, which hold the size: all of 0xc0 to 0xcf but tables and the reserved one. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isStandalone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/**
 * Of the application segments only those stay that decoding needs: JFIF, the colour profile, Adobe's colour transform.
 * What follows the picture's end (videos of moving photos, second pictures with EXIF of their own) is cut.
 * Source: ITU-T T.81 annex B.
 */
export function cleanJpeg(bytes: Uint8Array): CleanImage {
  if (!hasAt(bytes, 0, [0xff, SOI])) throw new UnreadableImageError('not a JPEG');
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  let orientation = 1;
  let size: { width: number; height: number } | null = null;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) throw new UnreadableImageError('no marker where one must be');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    if (isStandalone(marker)) {
      kept.push(bytes.subarray(at, at + 2));
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > bytes.length) throw new UnreadableImageError('a segment beyond the end');
    const segment = bytes.subarray(at, end);
    if (isExif(segment)) orientation = readOrientation(segment.subarray(10));
    if (isFrame(marker) && segment.length >= 9) {
      size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (isKept(marker, segment)) kept.push(segment);
    at = end;
    if (marker !== SOS) continue;
    const next = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, next));
    at = next;
  }
  if (size === null) throw new UnreadableImageError('no frame');
  // A picture that breaks off is shown as far as it goes.
  // JFIF must come first; what says the orientation follows it.
  if (orientation !== 1) kept.splice(kept[0]?.[1] === 0xe0 ? 1 : 0, 0, exifSegment(orientation));
  return {
    bytes: joined([Uint8Array.of(0xff, SOI), ...kept, Uint8Array.of(0xff, EOI)]),
    width: isTurned(orientation) ? size.height : size.width,
    height: isTurned(orientation) ? size.width : size.height,
    animated: false,
  };
}

function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === COM) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  return (
    (marker === 0xe0 && hasAt(segment, 4, 'JFIF\0')) ||
    (marker === 0xe2 && hasAt(segment, 4, 'ICC_PROFILE\0')) ||
    (marker === 0xee && hasAt(segment, 4, 'Adobe'))
  );
}

const isExif = (segment: Uint8Array) => segment[1] === 0xe1 && hasAt(segment, 4, [...EXIF]);

function exifSegment(orientation: number): Uint8Array {
  const tiff = orientationOnly(orientation);
  const length = 2 + EXIF.length + tiff.length;
  return joined([Uint8Array.of(0xff, 0xe1, length >> 8, length & 0xff), EXIF, tiff]);
}

/** Where the coded data ends: at the next marker that is neither a restart nor a stuffed zero. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
