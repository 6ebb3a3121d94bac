import * as z from 'zod/mini';
import { messageId, timeMs, uploadId } from '../ids.ts';
import { META_LIMITS } from '../limits.ts';

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

/** Most files asked for at once. Ours. */
export const MAX_MEDIA_LINKS = 50;

export const mediaLinksRequest = z.strictObject({
  messageIds: z.array(messageId).check(z.minLength(1), z.maxLength(MAX_MEDIA_LINKS)),
});

/** Short-lived addresses of one message's file. */
export const mediaLink = z.object({
  messageId,
  url: z.string(),
  /** A small picture of it; null where there is none. */
  thumbnailUrl: z.nullable(z.string()),
  /** The same file, to be saved instead of shown. */
  downloadUrl: z.string(),
});
export type MediaLink = z.infer<typeof mediaLink>;

/** Files that are not there are left out. */
export const mediaLinkList = z.object({ items: z.array(mediaLink), expiresAtMs: timeMs });
export type MediaLinkList = z.infer<typeof mediaLinkList>;

/** The longest waveform, in loudnesses. Ours: what a bubble has room for. */
export const MAX_WAVEFORM_LENGTH = 64;
/** The longest recording that a client may claim, in milliseconds. Ours. */
const MAX_DURATION_MS = 6 * 60 * 60 * 1_000;

/** What is said of a file beside its bytes, which are the whole body of the request. */
export const uploadQuery = z.strictObject({
  kind: mediaKind,
  filename: z.optional(z.string().check(z.minLength(1), z.maxLength(META_LIMITS.filenameCharacters))),
  /** Recorded as a voice note. */
  voice: z.optional(z.enum(['true', 'false'])),
  /** Of a recording, where the client knows it. */
  durationMs: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(MAX_DURATION_MS))),
  /** Loudness along a recording: numbers from 0 to 100 with commas between. */
  waveform: z.optional(
    z.string().check(z.regex(new RegExp(`^\\d{1,3}(,\\d{1,3}){0,${MAX_WAVEFORM_LENGTH - 1}}$`))),
  ),
});
export type UploadQuery = z.infer<typeof uploadQuery>;

/** A file that was uploaded to be sent. It is forgotten after a day in which no message took it. */
export const upload = z.object({
  id: uploadId,
  kind: mediaKind,
  mimeType: z.string(),
  sizeBytes: z.int(),
  filename: z.nullable(z.string()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  durationMs: z.nullable(z.int()),
  waveform: z.nullable(z.array(z.int())),
  voice: z.boolean(),
  animated: z.boolean(),
  hasThumbnail: z.boolean(),
  /** Until when a message has to take it. */
  usableUntilMs: timeMs,
});
export type Upload = z.infer<typeof upload>;

export const uploadLink = z.object({
  url: z.string(),
  thumbnailUrl: z.nullable(z.string()),
  downloadUrl: z.string(),
  expiresAtMs: timeMs,
});
export type UploadLink = z.infer<typeof uploadLink>;
