import type { MessageMedia } from '../../contracts/api/media.ts';
import type { MessageContext } from '../../contracts/api/messages.ts';
import { wholeContent, type WholeContent } from '../../contracts/api/whole-content.ts';
import { MEDIA_KINDS } from '../../contracts/api/media.ts';
import { readableFilename } from '../../platform/security/readable-filename.ts';
import type { MessageRow } from './rules.ts';

type Json = Record<string, unknown>;

/** The type's own content, as Meta gave it, and of a very large one how much there is beside what the row holds. */
export function readContent(row: Pick<MessageRow, 'content'>): {
  content: Json | null;
  wholeContent: WholeContent | null;
} {
  if (row.content === null) return { content: null, wholeContent: null };
  const { whole, ...content } = contentOf(row.content);
  if (whole === undefined) return { content, wholeContent: null };
  // Meta may one day have a part of this name.
  const known = wholeContent.safeParse(whole);
  return known.success
    ? { content, wholeContent: known.data }
    : { content: { ...content, whole }, wholeContent: null };
}

/** A message's file, as far as it has come; before anything was done about it, what the content says. */
export function readMedia(row: Pick<MessageRow, 'type' | 'content' | 'media'>): MessageMedia | null {
  // Sound: only our own code writes the column.
  if (row.media !== null) return readable(JSON.parse(row.media) as MessageMedia);
  const kind = MEDIA_KINDS.find((one) => one === row.type);
  // Without any content it was deleted, or the content is too large to be a file's.
  if (kind === undefined || row.content === null) return null;
  const media = objectOf(contentOf(row.content)[row.type]);
  return readable({
    id: textOf(media['id']),
    kind,
    state: 'pending',
    sizeBytes: null,
    width: null,
    height: null,
    durationMs: null,
    waveform: null,
    hasThumbnail: false,
    problem: null,
    uploadId: null,
    mimeType: textOf(media['mime_type']),
    sha256: textOf(media['sha256']),
    filename: textOf(media['filename']),
    voice: media['voice'] === true,
    animated: media['animated'] === true,
  });
}

/** A customer names their files, and may want them to be taken for others. */
function readable(media: MessageMedia): MessageMedia {
  return media.filename === null ? media : { ...media, filename: readableFilename(media.filename) };
}

/** What a message answers, or whether it was forwarded; null when neither. */
export function readContext(row: Pick<MessageRow, 'content' | 'replyToId'>): MessageContext | null {
  const context = contentOf(row.content)['context'];
  if (context === undefined && row.replyToId === null) return null;
  const { id, forwarded, frequently_forwarded: often } = objectOf(context);
  return {
    externalId: textOf(id),
    messageId: row.replyToId,
    forwarded: forwarded === true || often === true,
    frequentlyForwarded: often === true,
  };
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
