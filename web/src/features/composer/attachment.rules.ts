import type { MediaKind } from '../../../../workers/contracts/api/media.ts';
import {
  META_LIMITS,
  SENDABLE_MEDIA,
  STILL_STICKER_MAX_BYTES,
} from '../../../../workers/contracts/limits.ts';

/** What browsers do not know by its ending, or call differently than Meta. */
const TYPES_BY_ENDING: Readonly<Record<string, string>> = {
  amr: 'audio/amr',
  opus: 'audio/ogg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  '3gp': 'video/3gpp',
  csv: 'text/plain',
  md: 'text/plain',
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
};

/** What a file is, as far as its name and the browser say. */
export const typeOfFile = ({ name, type }: Pick<File, 'name' | 'type'>): string => {
  const base = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const ending = name.toLowerCase().split('.').pop() ?? '';
  if (base.startsWith('text/')) return 'text/plain';
  return OTHER_NAMES[base] ?? (base === '' ? (TYPES_BY_ENDING[ending] ?? '') : base);
};

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'sticker', 'document'];
const accepts = (kind: MediaKind, type: string) =>
  SENDABLE_MEDIA[kind].mimeTypes.some((one: string) => one === type);

export type Admission = { kinds: readonly MediaKind[] } | { refusal: string };

/** As what a file can be sent, the most fitting first; or why it cannot be sent at all. */
export const admit = (file: Pick<File, 'name' | 'type' | 'size'>): Admission => {
  if (file.size === 0) return { refusal: `“${file.name}” is empty.` };
  const type = typeOfFile(file);
  const kinds = KINDS.filter((kind) => accepts(kind, type));
  if (kinds.length === 0)
    return { refusal: `WhatsApp does not take files like “${file.name}”. ${WHAT_IS_TAKEN}` };
  const fitting = kinds.filter((kind) => file.size <= limitOf(kind));
  if (fitting.length > 0) return { kinds: fitting };
  const [kind = 'document'] = kinds;
  return {
    refusal: `“${file.name}” has ${sizeText(file.size)}; ${NAMES[kind]} may have at most ${sizeText(limitOf(kind))}.`,
  };
};

const WHAT_IS_TAKEN =
  'It takes JPEG and PNG images, MP4 videos, common sound files, WebP stickers, PDF, text and Office documents.';
const NAMES: Record<MediaKind, string> = {
  image: 'images',
  video: 'videos',
  audio: 'sound files',
  sticker: 'stickers',
  document: 'documents',
};

/** Whether it moves is known only to who reads it: the smaller limit is safe for what does not. */
const limitOf = (kind: MediaKind) => SENDABLE_MEDIA[kind].maxBytes;
export const STICKER_HINT = `A sticker that does not move may have at most ${Math.floor(STILL_STICKER_MAX_BYTES / 1_024)} KB.`;

const STEP = 1_024;
/** For example `3.4 MB`. */
export const sizeText = (bytes: number): string => {
  if (bytes < STEP) return `${bytes} bytes`;
  if (bytes < STEP * STEP) return `${Math.round(bytes / STEP)} KB`;
  const megabytes = bytes / (STEP * STEP);
  return `${megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes)} MB`;
};

export const takesCaption = (kind: MediaKind) => kind === 'image' || kind === 'video' || kind === 'document';
export const CAPTION_CHARACTERS = META_LIMITS.captionCharacters;

/** A name that the API takes: pasted pictures have none of their own. */
export const filenameOf = ({ name }: Pick<File, 'name'>): string =>
  (name.trim() === '' ? 'file' : name).slice(-META_LIMITS.filenameCharacters);
