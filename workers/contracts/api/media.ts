import * as z from 'zod/mini';
import { uploadId } from '../ids.ts';

export const MEDIA_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export const mediaKind = z.enum(MEDIA_KINDS);
export type MediaKind = z.infer<typeof mediaKind>;

/**
 * `pending`: Meta has it, it is being fetched. `ready`: it can be shown. `failed`: fetching it failed, and can be tried
 * again. `gone`: Meta no longer has it. `refused`: too large, or not what it claims to be.
 */
export const MEDIA_STATES = ['pending', 'ready', 'failed', 'gone', 'refused'] as const;

/** A message's file. The bytes are had through short-lived links. */
export const messageMedia = z.object({
  /** The provider's id. */
  id: z.nullable(z.string()),
  kind: mediaKind,
  state: z.enum(MEDIA_STATES),
  /** What the bytes are; until they are here, what the sender said. */
  mimeType: z.nullable(z.string()),
  sha256: z.nullable(z.string()),
  filename: z.nullable(z.string()),
  sizeBytes: z.nullable(z.int()),
  /** Pixels. */
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  durationMs: z.nullable(z.int()),
  /** Loudness along a voice note, 0 to 100, at most 64 of them. */
  waveform: z.nullable(z.array(z.int())),
  voice: z.boolean(),
  animated: z.boolean(),
  hasThumbnail: z.boolean(),
  /** Why it is not there, in plain words. */
  problem: z.nullable(z.string()),
  /** The upload it was sent from. */
  uploadId: z.nullable(uploadId),
});
export type MessageMedia = z.infer<typeof messageMedia>;
