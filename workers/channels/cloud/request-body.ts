import type { OutboundContent } from '../../contracts/api/outbound.ts';
import { assertNever } from '../../platform/errors.ts';
import type { OutboundMessage } from '../port.ts';
import { writeCallbackData } from './callback-data.ts';

/** The body of a send, in Meta's shape. Source: Meta, Cloud API messages reference. */
export function requestBody(message: OutboundMessage): Record<string, unknown> {
  const { to, content, answersExternalId } = message;
  const isReply = answersExternalId !== null && content.type !== 'reaction';
  return {
    messaging_product: 'whatsapp',
    ...recipientOf(to),
    type: content.type,
    [content.type]: withFileIds(contentOf(content, answersExternalId), message.fileIds ?? new Map()),
    ...(isReply ? { context: { message_id: answersExternalId } } : {}),
    biz_opaque_callback_data: writeCallbackData(message),
  };
}

/** Where both are known the number wins at Meta. */
function recipientOf({ phone, userId, groupId }: OutboundMessage['to']): Record<string, unknown> {
  if (groupId !== null) return { recipient_type: 'group', to: groupId };
  return { recipient_type: 'individual', ...(phone === null ? { recipient: userId } : { to: `+${phone}` }) };
}

function contentOf(content: OutboundContent, answersExternalId: string | null): unknown {
  switch (content.type) {
    case 'text':
      return {
        body: content.text,
        preview_url: content.previewUrl !== false && /https?:\/\//.test(content.text),
      };
    case 'reaction':
      return { message_id: answersExternalId, emoji: content.reaction.emoji };
    case 'image':
      return content.image;
    case 'video':
      return content.video;
    case 'audio':
      return content.audio;
    case 'document':
      return content.document;
    case 'sticker':
      return content.sticker;
    case 'location':
      return content.location;
    case 'contacts':
      return content.contacts;
    case 'interactive':
      return content.interactive;
    case 'template':
      return content.template;
    default:
      return assertNever(content);
  }
}

/** An upload is named by what Meta calls it, wherever it stands in the content. */
function withFileIds(content: unknown, fileIds: ReadonlyMap<string, string>): unknown {
  if (fileIds.size === 0) return content;
  if (Array.isArray(content)) return content.map((one) => withFileIds(one, fileIds));
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([name, value]: [string, unknown]) => {
      const id = name === 'uploadId' && typeof value === 'string' ? fileIds.get(value) : undefined;
      return id === undefined ? [name, withFileIds(value, fileIds)] : ['id', id];
    }),
  );
}
