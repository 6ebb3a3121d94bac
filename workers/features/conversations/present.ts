import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message, MessageError, MessageStatus } from '../../contracts/api/messages.ts';
import { displayName } from '../contacts/index.ts';
import { readContext, readMedia } from './read-content.ts';
import { windowEndsAt, type ConversationRow, type MessageRow } from './rules.ts';

/** A message as people and programs see it. */
export function messageOf(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversationId,
    channelId: row.channelId,
    externalId: row.externalId,
    direction: row.direction,
    type: row.type,
    text: row.text,
    status: row.status,
    error: row.error === null ? null : (JSON.parse(row.error) as MessageError),
    authorId: row.authorId,
    clientKey: row.clientKey,
    sentAtMs: row.sentAtMs,
    deliveredAtMs: row.deliveredAtMs,
    readAtMs: row.readAtMs,
    failedAtMs: row.failedAtMs,
    media: readMedia(row),
    context: readContext(row),
    version: row.version,
  };
}

/** A conversation as the inbox shows it. */
export function conversationOf(
  row: ConversationRow,
  contact: { givenName: string | null; profileName: string | null; phone: string | null },
  lastMessageStatus: MessageStatus | null,
): Conversation {
  return {
    id: row.id,
    channelId: row.channelId,
    contact: { id: row.contactId, name: displayName(contact), phone: contact.phone },
    status: row.status,
    assigneeId: row.assigneeId,
    snoozedUntilMs: row.snoozedUntilMs,
    unreadCount: row.unreadCount,
    lastMessageAtMs: row.lastMessageAtMs,
    lastMessage:
      row.lastMessageId === null || row.lastMessageType === null || row.lastMessageDirection === null
        ? null
        : {
            id: row.lastMessageId,
            text: row.lastMessageText,
            type: row.lastMessageType,
            direction: row.lastMessageDirection,
            status: lastMessageStatus ?? (row.lastMessageDirection === 'inbound' ? 'received' : 'queued'),
          },
    windowEndsAtMs: windowEndsAt(row.lastInboundAtMs),
    version: row.version,
    revision: row.version + row.activitySeq,
  };
}
