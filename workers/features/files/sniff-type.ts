import type { MediaKind } from '../../contracts/api/media.ts';
import { assertNever } from '../../platform/errors.ts';
import { hasAt } from './bytes.ts';

/** How much of a file's beginning `sniffType` looks at, in bytes. */
export const SNIFFED_BYTES = 8_192;

/** A recording of a browser in the container that Meta does not take; it is put into another one. */
export const WEBM_AUDIO = 'audio/webm';
const UNKNOWN = 'application/octet-stream';
const ZIP = 'application/zip';
const OLD_OFFICE = 'application/x-cfb';
const OOXML = 'application/vnd.openxmlformats-officedocument.';

/**
 * What a file is by its first bytes, whatever anybody says of it. `kind` and `declared` decide only where the bytes
 * leave it open: sound or picture in the same container, which of the old Office programs wrote it. What is not known
 * is `application/octet-stream`; text is only ever plain text.
 */
export function sniffType(head: Uint8Array, kind: MediaKind, declared: string | null): string {
  const base = declared?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (hasAt(head, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (hasAt(head, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (hasAt(head, 0, 'RIFF') && hasAt(head, 8, 'WEBP')) return 'image/webp';
  if (hasAt(head, 0, 'GIF87a') || hasAt(head, 0, 'GIF89a')) return 'image/gif';
  if (hasAt(head, 0, 'OggS')) return 'audio/ogg';
  if (hasAt(head, 0, '#!AMR')) return 'audio/amr';
  if (hasAt(head, 4, 'ftyp')) return isoType(head, kind);
  if (hasAt(head, 0, [0x1a, 0x45, 0xdf, 0xa3])) return kind === 'audio' ? WEBM_AUDIO : 'video/webm';
  if (hasAt(head, 0, 'ID3') || isMpegAudio(head)) return 'audio/mpeg';
  if (isAdts(head)) return 'audio/aac';
  if (hasAt(head, 0, '%PDF-')) return 'application/pdf';
  if (hasAt(head, 0, [0x50, 0x4b, 0x03, 0x04])) return zipType(head, base);
  if (hasAt(head, 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return oldOfficeType(base);
  return isText(head) ? 'text/plain' : UNKNOWN;
}

/** Types of a kind that is shown or played; a document may be anything. */
export function isOfKind(mimeType: string, kind: MediaKind): boolean {
  switch (kind) {
    case 'image':
      return ['image/jpeg', 'image/png', 'image/webp', 'image/gif'].includes(mimeType);
    case 'sticker':
      return mimeType === 'image/webp';
    case 'audio':
    case 'video':
      return mimeType.startsWith(`${kind}/`);
    case 'document':
      return true;
    default:
      return assertNever(kind);
  }
}

/** ISO base media: the brand says 3GPP, an image, or MPEG-4; MPEG-4 is sound where it is sent as sound. */
function isoType(head: Uint8Array, kind: MediaKind): string {
  const brand = String.fromCharCode(...head.subarray(8, 12));
  if (/^(heic|heix|mif1|msf1|avif|avis)$/.test(brand))
    return brand.startsWith('avi') ? 'image/avif' : 'image/heic';
  if (kind === 'audio' || /^(M4A|M4B)/.test(brand)) return 'audio/mp4';
  return /^3g[pg2]/.test(brand) ? 'video/3gpp' : 'video/mp4';
}

/** An MPEG audio frame of layer II or III: eleven bits of sync, and no reserved value. */
function isMpegAudio(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = head;
  const layer = (second >> 1) & 3;
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x18) !== 0x08 &&
    (layer === 1 || layer === 2) &&
    third >> 4 !== 0xf &&
    (third & 0x0c) !== 0x0c
  );
}

function isAdts(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = head;
  return first === 0xff && (second & 0xf6) === 0xf0 && (third & 0x3c) >> 2 < 13;
}

/** Office files are zips that name their program's folder early; where they do not, what was said is believed of them. */
function zipType(head: Uint8Array, declared: string): string {
  const text = new TextDecoder('latin1').decode(head);
  if (text.includes('word/')) return `${OOXML}wordprocessingml.document`;
  if (text.includes('xl/')) return `${OOXML}spreadsheetml.sheet`;
  if (text.includes('ppt/')) return `${OOXML}presentationml.presentation`;
  return text.includes('[Content_Types].xml') && declared.startsWith(OOXML) ? declared : ZIP;
}

function oldOfficeType(declared: string): string {
  const isOffice = ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'];
  return isOffice.includes(declared) ? declared : OLD_OFFICE;
}

/** UTF-8 without control characters; a character may be cut at the end of what is looked at. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head, { stream: true });
    // oxlint-disable-next-line no-control-regex -- control characters are what this refuses
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}
