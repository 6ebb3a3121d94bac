import { cleanJpeg } from './clean-jpeg.ts';
import { cleanPng } from './clean-png.ts';
import { cleanWebp } from './clean-webp.ts';

/** A picture without anything that tells where, when or by whom it was taken. */
export interface CleanImage {
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels as it is shown. */
  width: number;
  height: number;
  animated: boolean;
}

const CLEANERS: Readonly<Record<string, (bytes: Uint8Array) => CleanImage>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
};

/** Types that may hold a location. */
export const isCleanable = (mimeType: string) => Object.hasOwn(CLEANERS, mimeType);

/**
 * Takes EXIF, XMP, IPTC, comments, and whatever is hung behind the picture out of it, without touching a pixel; the
 * orientation and the colour profile stay. Throws `UnreadableImageError`.
 */
export function cleanImage(bytes: Uint8Array, mimeType: string): CleanImage {
  const clean = CLEANERS[mimeType];
  if (clean === undefined) throw new TypeError(`no cleaner for ${mimeType}`);
  return clean(bytes);
}
