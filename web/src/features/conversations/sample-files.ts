import type { MessageMedia } from '../../../../workers/contracts/api/media.ts';
import { CUSTOMER, START_MS, type Given } from './sample-given.ts';

/** For tests and pictures: every kind of file, in every state that it can be in. */

export const sampleMedia = (given: Partial<MessageMedia> & Pick<MessageMedia, 'kind'>): MessageMedia => ({
  id: 'media-1',
  state: 'ready',
  mimeType: null,
  sha256: null,
  filename: null,
  sizeBytes: 48_213,
  width: null,
  height: null,
  durationMs: null,
  waveform: null,
  voice: false,
  animated: false,
  hasThumbnail: false,
  problem: null,
  uploadId: null,
  ...given,
});
export const waveform = Array.from({ length: 48 }, (_, bar) =>
  Math.round(50 + 46 * Math.sin(bar * 1.7) * Math.cos(bar / 5)),
);

export const SAMPLE_FILES: Readonly<Record<string, Given>> = {
  image: {
    type: 'image',
    text: null,
    media: sampleMedia({ kind: 'image', mimeType: 'image/jpeg', width: 1200, height: 900 }),
  },
  captioned: {
    type: 'image',
    text: 'The corner where it should stand',
    media: sampleMedia({ kind: 'image', mimeType: 'image/png', width: 600, height: 900, hasThumbnail: true }),
    reactions: [{ emoji: '😮', contactId: CUSTOMER, userId: null, atMs: START_MS, own: null }],
  },
  pendingImage: { type: 'image', text: null, media: sampleMedia({ kind: 'image', state: 'pending' }) },
  failedImage: {
    type: 'image',
    text: 'And from above',
    media: sampleMedia({ kind: 'image', state: 'failed' }),
  },
  goneVideo: { type: 'video', text: null, media: sampleMedia({ kind: 'video', state: 'gone' }) },
  refusedDocument: {
    type: 'document',
    text: null,
    media: sampleMedia({
      kind: 'document',
      state: 'refused',
      filename: 'setup.pdf',
      problem: 'The file is not a PDF, although it says so.',
    }),
  },
  video: {
    type: 'video',
    text: null,
    media: sampleMedia({ kind: 'video', mimeType: 'video/mp4', width: 640, height: 360, durationMs: 14_000 }),
  },
  voice: {
    type: 'audio',
    text: null,
    media: sampleMedia({ kind: 'audio', mimeType: 'audio/ogg', voice: true, durationMs: 12_400, waveform }),
  },
  audio: {
    type: 'audio',
    text: null,
    media: sampleMedia({
      kind: 'audio',
      mimeType: 'audio/mpeg',
      filename: 'Doorbell.mp3',
      durationMs: 184_000,
    }),
  },
  document: {
    type: 'document',
    text: 'Our floor plan',
    media: sampleMedia({
      kind: 'document',
      mimeType: 'application/pdf',
      filename: 'Floor plan, second floor.pdf',
      sizeBytes: 1_240_000,
    }),
  },
  sticker: {
    type: 'sticker',
    text: null,
    media: sampleMedia({ kind: 'sticker', mimeType: 'image/webp', animated: true, width: 512, height: 512 }),
  },
};
