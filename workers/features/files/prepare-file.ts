import { cleanImage, isCleanable } from './clean-image.ts';
import { FileRefusal } from './file-refusal.ts';
import { measureIso } from './measure-iso.ts';
import { measureOggOpus } from './measure-audio.ts';
import { WEBM_AUDIO } from './sniff-type.ts';
import { UnreadableImageError } from './unreadable-image.ts';
import { webmToOgg } from './webm-to-ogg.ts';

/** A file as it is kept, and what can be told of it. */
export interface PreparedFile {
  bytes: Uint8Array<ArrayBuffer>;
  mimeType: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  animated: boolean;
}

/** Takes the location out of pictures, puts recordings into Ogg, and measures what can be measured. Throws `FileRefusal`. */
export function prepareFile(bytes: Uint8Array<ArrayBuffer>, mimeType: string): PreparedFile {
  const plain = { bytes, mimeType, width: null, height: null, durationMs: null, animated: false };
  if (isCleanable(mimeType)) {
    try {
      return { ...plain, ...cleanImage(bytes, mimeType) };
    } catch (error) {
      if (!(error instanceof UnreadableImageError) && !(error instanceof RangeError)) throw error;
      throw new FileRefusal('unreadable', 'The picture is damaged and cannot be read.');
    }
  }
  switch (mimeType) {
    case WEBM_AUDIO:
      return prepareFile(webmToOgg(bytes), 'audio/ogg');
    case 'audio/ogg':
      return { ...plain, durationMs: measureOggOpus(bytes) };
    case 'audio/mp4':
    case 'video/mp4':
    case 'video/3gpp':
      return { ...plain, ...measureIso(bytes) };
    default:
      return plain;
  }
}
