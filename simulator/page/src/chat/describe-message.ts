import type { Message } from '../../../world/types.ts';
import { fields, list, text } from '../bubbles/read-content.ts';

const names: Record<string, string> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Location',
  order: 'Order',
};

/** One line for lists, quotes and screen readers. */
export function describeMessage(message: Message): string {
  if (message.isRevoked) return 'Deleted message';
  const content = fields(message.content);
  switch (message.type) {
    case 'text':
      return text(content['body']);
    case 'template':
      return message.rendered?.body ?? text(content['name']);
    case 'reaction':
      return text(content['emoji']) === '' ? 'Took a reaction back' : `Reacted ${text(content['emoji'])}`;
    case 'interactive': {
      const reply = fields(content['button_reply'] ?? content['list_reply'] ?? content['nfm_reply']);
      return (
        text(reply['title']) ||
        text(reply['body']) ||
        text(fields(content['body'])['text']) ||
        'Interactive message'
      );
    }
    case 'button':
      return text(content['text']);
    case 'call': {
      const seconds = Number(text(content['durationSeconds']) || 0);
      const outcome = text(content['outcome']);
      return outcome === 'answered'
        ? `Call, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
        : `Call, ${outcome}`;
    }
    case 'unsupported':
      return text(content['type']) === 'errors'
        ? 'Sent, but unavailable to the business'
        : `Unsupported: ${text(content['type']).replaceAll('_', ' ') || 'message'}`;
    case 'contacts':
      return text(fields(list(message.content)[0]?.['name'])['formatted_name']) || 'Contact';
    default:
      return text(content['caption']) || text(content['filename']) || (names[message.type] ?? message.type);
  }
}
