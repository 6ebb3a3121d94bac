import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message, MessageError, MessageStatus } from '../../contracts/api/messages.ts';
import { displayName } from '../contacts/index.ts';
import { readContext, readMedia } from './read-content.ts';
import type { conversations, messages } from './schema.ts';

export type MessageRow = typeof messages.$inferSelect;
export type ConversationRow = typeof conversations.$inferSelect;

/** How long after the customer's last message free text may be sent, in milliseconds. Source: Meta, service window. */
export const WINDOW_MS = 24 * 60 * 60 * 1_000;
/** The beginning of the newest message that the list shows, in characters. Ours. */
export const PREVIEW_CHARACTERS = 120;

/**
 * How far each status is. A message only moves to a higher rank, in whatever order the provider's reports come.
 * `failed` stands between sent and delivered: it is final unless something later proves the delivery.
 */
export const STATUS_RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
  played: 8,
};

/** Statuses of an outbound message that still has to be sent: the next one of its conversation waits for it. */
export const UNFINISHED = ['queued', 'sending'] as const satisfies readonly MessageStatus[];

export function isFinished(status: MessageStatus): boolean {
  return status !== 'queued' && status !== 'sending';
}

/** Until when free text may be sent; null when the customer never wrote. */
export function windowEndsAt(lastInboundAtMs: number | null): number | null {
  return lastInboundAtMs === null ? null : lastInboundAtMs + WINDOW_MS;
}

/**
 * The time that orders a message in its thread. The provider gives whole seconds: a message that came within that
 * second or later is placed at its end, so that it does not slip before our own answer of the same second. A time
 * in the future is the provider's mistake, and would keep the message at the end for good: arrival counts instead.
 */
export function orderingTime(sentAtMs: number, receivedAtMs: number): number {
  return Math.min(sentAtMs + 999, receivedAtMs);
}

export function previewOf(text: string | null): string | null {
  if (text === null) return null;
  const line = text.replace(/\s+/g, ' ').trim();
  return [...line].slice(0, PREVIEW_CHARACTERS).join('');
}

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
    sentAtMs: row.sentAtMs,
    deliveredAtMs: row.deliveredAtMs,
    readAtMs: row.readAtMs,
    failedAtMs: row.failedAtMs,
    media: readMedia(row),
    context: readContext(row),
    version: row.version,
  };
}

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
