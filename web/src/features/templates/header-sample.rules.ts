import type { MediaKind } from '../../../../workers/contracts/api/media.ts';
import { SENDABLE_MEDIA } from '../../../../workers/contracts/limits.ts';
import { admit, typeOfFile } from '../composer/attachment.rules.ts';

export type SampleFormat = 'IMAGE' | 'VIDEO' | 'DOCUMENT';

interface SampleWords {
  kind: Extract<MediaKind, 'image' | 'video' | 'document'>;
  word: string;
  mimeTypes: readonly string[];
  hint: string;
}

const megabytes = (kind: SampleWords['kind']) => SENDABLE_MEDIA[kind].maxBytes / 1_048_576;

/** What can be a sample of a header. Source: Meta, Resumable Upload API. */
export const SAMPLES: Readonly<Record<SampleFormat, SampleWords>> = {
  IMAGE: {
    kind: 'image',
    word: 'image',
    mimeTypes: ['image/jpeg', 'image/png'],
    hint: `A JPEG or PNG of at most ${megabytes('image')} MB.`,
  },
  VIDEO: {
    kind: 'video',
    word: 'video',
    mimeTypes: ['video/mp4'],
    hint: `An MP4 of at most ${megabytes('video')} MB.`,
  },
  DOCUMENT: {
    kind: 'document',
    word: 'document',
    mimeTypes: ['application/pdf'],
    hint: `A PDF of at most ${megabytes('document')} MB.`,
  },
};

export const isSampleFormat = (format: string): format is SampleFormat => format in SAMPLES;

/** Why a file cannot be the sample of such a header; null where it can. */
export const sampleRefusal = (
  format: SampleFormat,
  file: Pick<File, 'name' | 'type' | 'size'>,
): string | null => {
  const { kind, word, mimeTypes, hint } = SAMPLES[format];
  if (!mimeTypes.includes(typeOfFile(file))) return `“${file.name}” is no sample ${word}. ${hint}`;
  const admission = admit(file);
  if ('refusal' in admission) return admission.refusal;
  return admission.kinds.includes(kind) ? null : `“${file.name}” is too large. ${hint}`;
};
