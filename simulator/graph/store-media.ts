import { createHash } from 'node:crypto';
import { limits } from '../meta/limits.ts';
import type { Media } from '../world/types.ts';
import type { World } from '../world/world.ts';

export type NewMedia = Pick<Media, 'phoneNumberId' | 'mimeType' | 'filename' | 'origin'> & {
  bytes: Uint8Array;
};

export function storeMedia(world: World, input: NewMedia): Media {
  const { bytes, ...described } = input;
  const media: Media = {
    ...described,
    id: world.ids.graphObject(),
    sha256Hex: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    createdAtMs: world.clock.nowMs(),
  };
  world.store.media.add(media, bytes);
  return media;
}

export function isExpired(world: World, media: Media): boolean {
  const lifeMs = media.origin === 'uploaded' ? limits.uploadedMediaMs : limits.receivedMediaMs;
  return world.clock.nowMs() - media.createdAtMs > lifeMs;
}
