import { mediaRules } from '../meta/limits.ts';
import { isObject } from '../world/is-object.ts';
import type { BusinessNumber, Media } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { createMediaUrl } from '../world/media-urls.ts';

/** Fills in what Meta knows of a stored file: type, hash (base64 in webhooks) and a URL that lives five minutes. */
export function describeMediaOnWire(
  world: World,
  number: BusinessNumber,
  type: string,
  content: unknown,
): unknown {
  if (!isObject(content)) return content;
  if (type === 'edit' && isObject(content['message'])) {
    const edited = content['message'];
    const inner = String(edited['type']);
    return {
      ...content,
      message: { ...edited, [inner]: describeMediaOnWire(world, number, inner, edited[inner]) },
    };
  }
  if (!Object.hasOwn(mediaRules, type)) return content;
  const media = world.store.media.find(String(content['id']));
  if (!media || media.phoneNumberId !== number.phoneNumberId) return content;
  return {
    ...(media.filename !== null && type === 'document' ? { filename: media.filename } : {}),
    ...content,
    mime_type: media.mimeType,
    sha256: Buffer.from(media.sha256Hex, 'hex').toString('base64'),
    url: createMediaUrl(world, media),
    ...(type === 'audio' && !('voice' in content) ? { voice: isVoiceNote(media) } : {}),
    ...(type === 'sticker' && !('animated' in content) ? { animated: isAnimated(world, media) } : {}),
  };
}

function isVoiceNote(media: Media): boolean {
  return media.mimeType.startsWith('audio/ogg');
}

/** The extended header of a WebP file says whether frames follow. */
function isAnimated(world: World, media: Media): boolean {
  const bytes = Buffer.from(world.store.media.readBytes(media.id) ?? []);
  return bytes.subarray(12, 16).toString('latin1') === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;
}
