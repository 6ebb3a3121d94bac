import type { MediaKind } from '../../../../workers/contracts/api/media.ts';
import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';

/** A file to be sent, before it is uploaded. */
export interface OutgoingFile {
  body: Blob;
  kind: MediaKind;
  filename: string;
  caption: string;
  /** Of a recording. */
  voice: { durationMs: number; waveform: readonly number[] } | null;
  /** A picture of it in this page; null where there is none. */
  previewUrl: string | null;
  replyTo?: string;
}

interface FileParts {
  uploadId: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
}

/** A message with an uploaded file, in the API's shape. */
export type UploadedContent = { replyTo?: string } & (
  | { type: 'image'; image: FileParts }
  | { type: 'video'; video: FileParts }
  | { type: 'audio'; audio: FileParts }
  | { type: 'document'; document: FileParts }
  | { type: 'sticker'; sticker: FileParts }
);

export type SendableContent = OutboundContent | UploadedContent;

export const contentOfUpload = (file: OutgoingFile, uploadId: string): UploadedContent => {
  const reply = file.replyTo === undefined ? {} : { replyTo: file.replyTo };
  const caption = file.caption.trim() === '' ? {} : { caption: file.caption.trim() };
  switch (file.kind) {
    case 'image':
      return { type: 'image', image: { uploadId, ...caption }, ...reply };
    case 'video':
      return { type: 'video', video: { uploadId, ...caption }, ...reply };
    case 'document':
      return { type: 'document', document: { uploadId, ...caption, filename: file.filename }, ...reply };
    case 'sticker':
      return { type: 'sticker', sticker: { uploadId }, ...reply };
    default:
      return {
        type: 'audio',
        audio: { uploadId, ...(file.voice === null ? {} : { voice: true }) },
        ...reply,
      };
  }
};
