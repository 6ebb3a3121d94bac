import type { OutboundContent } from './api/outbound.ts';

/** What a person reads of a message that is sent: its text, caption or body; null where there is nothing to read. */
export function readableText(content: OutboundContent): string | null {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'image':
      return content.image.caption ?? null;
    case 'video':
      return content.video.caption ?? null;
    case 'document':
      return content.document.caption ?? null;
    case 'interactive':
      return content.interactive.body?.text ?? null;
    case 'reaction':
      return content.reaction.emoji === '' ? null : content.reaction.emoji;
    case 'audio':
    case 'sticker':
    case 'location':
    case 'contacts':
    case 'template':
      return null;
    default:
      return content satisfies never;
  }
}
