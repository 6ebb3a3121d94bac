import { readFileSync } from 'node:fs';
import { storeMedia } from '../graph/store-media.ts';
import type { BusinessNumber, Media } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** Small real files of each kind; the photo says in its EXIF data where it was taken. */
const samples = {
  photo: { file: 'photo-with-place.jpg', mimeType: 'image/jpeg', kind: 'image' },
  picture: { file: 'picture.png', mimeType: 'image/png', kind: 'image' },
  sticker: { file: 'moving.webp', mimeType: 'image/webp', kind: 'sticker' },
  voice: { file: 'voice.ogg', mimeType: 'audio/ogg; codecs=opus', kind: 'audio' },
  clip: { file: 'clip.mp4', mimeType: 'video/mp4', kind: 'video' },
  paper: { file: 'price-list.pdf', mimeType: 'application/pdf', kind: 'document' },
} as const;

export type SampleName = keyof typeof samples;

export const sampleNames = Object.keys(samples).filter(isSampleName);

export function isSampleName(name: string): name is SampleName {
  return Object.hasOwn(samples, name);
}

export function kindOfSample(name: SampleName): (typeof samples)[SampleName]['kind'] {
  return samples[name].kind;
}

/** Puts a sample on a phone, ready to be sent to this number. */
export function storeSample(world: World, number: BusinessNumber, name: SampleName): Media {
  const { file, mimeType } = samples[name];
  return storeMedia(world, {
    phoneNumberId: number.phoneNumberId,
    mimeType,
    filename: file,
    origin: 'received',
    bytes: new Uint8Array(readFileSync(new URL(`../samples/${file}`, import.meta.url))),
  });
}
