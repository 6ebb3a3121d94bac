import type { Context } from '../../context.ts';
import { thumbnailKey } from './keys.ts';
import type { PreparedFile } from './prepare-file.ts';

/**
 * The largest picture that a thumbnail is made of, in pixels. Ours: decoded it takes four bytes each, twice, of an
 * isolate's 128 MB. Larger ones are shown as they are.
 */
const MAX_PIXELS = 6_000_000;

/** Keeps a small picture beside a picture; gives whether there is one now. Never throws: nothing depends on it. */
export async function storeThumbnail(
  ctx: Pick<Context, 'files' | 'log'>,
  key: string,
  { bytes, mimeType, width, height }: PreparedFile,
): Promise<boolean> {
  if (mimeType !== 'image/jpeg' && mimeType !== 'image/png') return false;
  if (width === null || height === null || width * height > MAX_PIXELS) return false;
  try {
    // Only when there is a picture: the codecs take a while to load.
    const { makeThumbnail } = await import('../../platform/pictures/make-thumbnail.ts');
    const small = await makeThumbnail(bytes, mimeType);
    await ctx.files.put(thumbnailKey(key), small, { httpMetadata: { contentType: 'image/jpeg' } });
    return true;
  } catch (error) {
    ctx.log.warn('files.no_thumbnail', { mimeType, width, height, error });
    return false;
  }
}
