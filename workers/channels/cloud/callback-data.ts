import { conversationId, messageId } from '../../contracts/ids.ts';

/**
 * Our own name of a message, sent along as `biz_opaque_callback_data` (at most 512 characters) and echoed by Meta in
 * every status: it finds the message even when the answer to the send was lost.
 */
export function writeCallbackData(ref: { conversationId: string; messageId: string }): string {
  return `${ref.conversationId}/${ref.messageId}`;
}

/** Reads it back; null when it is not ours. */
export function readCallbackData(data: unknown): { conversationId: string; messageId: string } | null {
  if (typeof data !== 'string') return null;
  const [conversation, message, ...rest] = data.split('/');
  if (rest.length > 0) return null;
  const parsedConversation = conversationId.safeParse(conversation);
  const parsedMessage = messageId.safeParse(message);
  return parsedConversation.success && parsedMessage.success
    ? { conversationId: parsedConversation.data, messageId: parsedMessage.data }
    : null;
}
