import type { Conversation, Referral } from '../../contracts/api/conversations.ts';
import type {
  Message,
  MessageEdit,
  MessageError,
  MessageHold,
  MessagePricing,
  MessageSender,
  MessageStatus,
  MessageWait,
} from '../../contracts/api/messages.ts';
import { displayName, type ContactRow } from '../contacts/index.ts';
import { shownHandover } from './handover.rules.ts';
import { readFacts } from './last-message.rules.ts';
import { readJournal } from './journal.ts';
import { readContent, readContext, readMedia } from './read-content.ts';
import { shownReactions } from './reactions.rules.ts';
import { decidableAt, windowEndsAt, type ConversationRow, type MessageRow } from './rules.ts';

/** A message as people and programs see it: `conversationId` is where its conversation goes on, if it was merged. */
export function messageOf(
  row: MessageRow & { goesOnIn?: string | null },
  conversationId = row.goesOnIn ?? row.conversationId,
): Message {
  return {
    id: row.id,
    conversationId,
    channelId: row.channelId,
    externalId: row.externalId,
    direction: row.direction,
    type: row.type,
    text: row.text,
    status: row.status,
    error: row.status === 'queued' ? null : (parsed(row.error) as MessageError | null),
    ...readContent(row),
    authorId: row.authorId,
    clientKey: row.clientKey,
    sentAtMs: row.sentAtMs,
    deliveredAtMs: row.deliveredAtMs,
    readAtMs: row.readAtMs,
    playedAtMs: row.playedAtMs,
    failedAtMs: row.failedAtMs,
    media: readMedia(row),
    context: readContext(row),
    sender: parsed(row.sender) as MessageSender | null,
    origin: row.origin,
    pricing: parsed(row.pricing) as MessagePricing | null,
    reactions: shownReactions(row.reactions),
    edits: (parsed(row.edits) as MessageEdit[] | null) ?? [],
    editedAtMs: row.editedAtMs,
    revokedAtMs: row.revokedAtMs,
    waiting: waitOf(row),
    held: holdOf(row),
    decidableAtMs: decidableAt(row),
    decidedById: row.decidedById,
    version: row.version,
  };
}

function waitOf(row: Pick<MessageRow, 'status' | 'error' | 'dueAtMs'>): MessageWait | null {
  if (row.status !== 'queued' || row.error === null || row.dueAtMs === null) return null;
  return { ...(parsed(row.error) as MessageError), dueAtMs: row.dueAtMs };
}

/** Meta's word for a message that it took, until a status says that it went on. */
function holdOf(row: Pick<MessageRow, 'status' | 'type' | 'acceptedAtMs' | 'journal'>): MessageHold | null {
  if (row.status !== 'sent' || row.type !== 'template' || row.acceptedAtMs !== null) return null;
  const last = readJournal(row).findLast((one) => one.kind === 'try');
  return last?.hold === undefined ? null : { reason: last.hold, sinceMs: last.endedAtMs ?? last.atMs };
}

/** What a conversation's row shows of its contact. */
export interface ContactInList {
  contactKind: 'person' | 'group';
  givenName: string | null;
  profileName: string | null;
  phone: string | null;
}

export function inList(contact: ContactRow): ContactInList {
  const { kind: contactKind, givenName, profileName, phone } = contact;
  return { contactKind, givenName, profileName, phone };
}

/** A conversation as the inbox shows it. */
export function conversationOf(
  row: ConversationRow,
  contact: ContactInList,
  lastMessageStatus: MessageStatus | null,
): Conversation {
  return {
    id: row.id,
    channelId: row.channelId,
    contact: {
      id: row.contactId,
      kind: contact.contactKind,
      name: displayName(contact),
      phone: contact.phone,
    },
    // One that was joined with another is answered by that one; on its own it is history.
    status: row.status === 'merged' ? 'resolved' : row.status,
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
            facts: readFacts(row.lastMessageFacts),
            status: lastMessageStatus ?? (row.lastMessageDirection === 'inbound' ? 'received' : 'queued'),
          },
    windowEndsAtMs: windowEndsAt(row.lastInboundAtMs),
    referral: parsed(row.referral) as Referral | null,
    handover: shownHandover(row.handover),
    automationsPausedAtMs: row.automationsPausedAtMs,
    mergedIntoId: row.mergedIntoId,
    version: row.version,
    revision: row.version + row.activitySeq,
  };
}

/** The value of a column of JSON; its shape is the one that the schema names, because only our own code writes it. */
function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
