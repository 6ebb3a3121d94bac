import { hasAt, viewOf } from './bytes.ts';

/** How a picture is to be turned for showing: 1 (not at all) to 8, as EXIF counts. */
export type Orientation = number;

const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/** The orientation in an EXIF block (TIFF without the `Exif\0\0` before it); 1 where it says none. */
export function readOrientation(tiff: Uint8Array): Orientation {
  const isLittle = hasAt(tiff, 0, 'II');
  if (tiff.length < 8 || (!isLittle && !hasAt(tiff, 0, 'MM'))) return 1;
  const view = viewOf(tiff);
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, isLittle);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * ENTRY_BYTES;
    if (entry + ENTRY_BYTES > tiff.length) return 1;
    if (view.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An EXIF block that says nothing but the orientation. */
export function orientationOnly(orientation: Orientation): Uint8Array {
  const tiff = new Uint8Array(8 + 2 + ENTRY_BYTES + 4);
  const view = viewOf(tiff);
  tiff.set([0x4d, 0x4d, 0x00, 0x2a]);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION_TAG);
  view.setUint16(12, 3);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return tiff;
}

/** Whether width and height change places when it is turned. */
export const isTurned = (orientation: Orientation) => orientation >= 5;
