import { MEDIA_KINDS } from '../../contracts/api/media.ts';
import type { InboundMedia } from '../port.ts';
import { clipped } from './bounded-text.ts';
import { objectIn, textIn, type Wire } from './wire.ts';

/** The file of a message of any type; null for types without one. */
export function readMedia(message: Wire): InboundMedia | null {
  const kind = MEDIA_KINDS.find((one) => one === message['type']);
  if (kind === undefined) return null;
  const file = objectIn(message, kind);
  return {
    kind,
    providerId: clipped(textIn(file, 'id'), 256),
    mimeType: clipped(textIn(file, 'mime_type'), 128),
    sha256: clipped(textIn(file, 'sha256'), 128),
    filename: clipped(textIn(file, 'filename'), 256),
    voice: file['voice'] === true,
    animated: file['animated'] === true,
  };
}
