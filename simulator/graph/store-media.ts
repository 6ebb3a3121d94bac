import { createHash } from 'node:crypto';
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
