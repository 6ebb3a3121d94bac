import type { MessageContext, MessageMedia } from '../../contracts/api/messages.ts';

type Json = Record<string, unknown>;

const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'];

/** The media that a message's content names; null for types without media. */
export function readMedia(row: { type: string; content: string | null }): MessageMedia | null {
  if (!MEDIA_TYPES.includes(row.type)) return null;
  const media = objectOf(contentOf(row.content)[row.type]);
  return {
    id: textOf(media['id']),
    mimeType: textOf(media['mime_type']),
    sha256: textOf(media['sha256']),
    filename: textOf(media['filename']),
    voice: media['voice'] === true,
    animated: media['animated'] === true,
  };
}

/** What a message answers, or whether it was forwarded; null when neither. */
export function readContext(row: { content: string | null }): MessageContext | null {
  const context = contentOf(row.content)['context'];
  if (context === undefined) return null;
  const { id, forwarded, frequently_forwarded: often } = objectOf(context);
  return { externalId: textOf(id), forwarded: forwarded === true || often === true };
}

function contentOf(content: string | null): Json {
  return content === null ? {} : objectOf(JSON.parse(content));
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
