import { mediaRules } from '../meta/limits.ts';
import type { BusinessNumber, JsonObject, Media } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { createMediaUrl } from '../world/media-urls.ts';

/** Fills in what Meta knows of a stored file: type, hash (base64 in webhooks) and a URL that lives five minutes. */
export function describeMediaOnWire(
  world: World,
  number: BusinessNumber,
  type: string,
  content: unknown,
): unknown {
  if (!Object.hasOwn(mediaRules, type) || !isObject(content)) return content;
  const media = world.store.media.find(String(content['id']));
  if (!media || media.phoneNumberId !== number.phoneNumberId) return content;
  return {
    ...(media.filename !== null && type === 'document' ? { filename: media.filename } : {}),
    ...content,
    mime_type: media.mimeType,
    sha256: Buffer.from(media.sha256Hex, 'hex').toString('base64'),
    url: createMediaUrl(world, media),
    ...(type === 'audio' && !('voice' in content) ? { voice: isVoiceNote(media) } : {}),
    ...(type === 'sticker' && !('animated' in content) ? { animated: false } : {}),
  };
}

function isVoiceNote(media: Media): boolean {
  return media.mimeType.startsWith('audio/ogg');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
