import type { InboundMessage } from '../../channels/port.ts';
import type { Change } from '../../contracts/api/events.ts';
import type { Ids } from '../../platform/ids.ts';
import {
  lookupsOf,
  resolveContacts,
  type ContactRow,
  type Holder,
  type Resolution,
  type SeenContact,
} from '../contacts/index.ts';
import type { ConversationArrival, InboundRow, SenderKey } from './receive-queries.ts';
import { orderingTime, previewOf } from './rules.ts';

/** An inbound message on a channel of ours. */
export interface ArrivedMessage {
  message: InboundMessage;
  channelId: string;
  receivedAtMs: number;
}

/** What the read trip found. */
export interface KnownWorld {
  /** By `identifierText`. */
  holders: Map<string, Holder>;
  /** By `placeText`. */
  conversationIds: Map<string, string>;
  /** By `pairText`: contacts that are not joined although they appear together. */
  keptApart: Set<string>;
  /** By `messageKeyText`. */
  messages: Set<string>;
}

/** What is to be written, as rows. */
export interface ArrivalPlan {
  people: Resolution;
  conversations: ConversationArrival[];
  messages: InboundRow[];
  changes: Change[];
  /** Every contact that the conversations belong to. */
  contactById: Map<string, ContactRow>;
}

/** All that has to be looked up to know a sender and their conversation. */
export function senderKeys(one: ArrivedMessage): SenderKey[] {
  return lookupsOf(seenIn(one)).map((identifier) => ({ ...identifier, channelId: one.channelId }));
}

const seenIn = ({ message }: ArrivedMessage): SeenContact => ({
  sender: message.sender,
  groupId: message.groupId,
  atMs: message.sentAtMs,
});

export const placeText = (contactId: string, channelId: string) => `${contactId} ${channelId}`;
export const messageKeyText = (key: { channelId: string; externalId: string }) =>
  `${key.channelId} ${key.externalId}`;

/**
 * Decides what a batch of inbound messages writes: each message once, one contact per person however many of their
 * messages came at once, one conversation per contact and channel.
 */
export function planArrivals(
  arrived: readonly ArrivedMessage[],
  known: KnownWorld,
  ctx: { ids: Ids; companyId: string; nowMs: number },
): ArrivalPlan {
  const seen = new Set(known.messages);
  const fresh = arrived.filter(({ message, channelId }) => {
    const key = messageKeyText({ channelId, externalId: message.externalId });
    return !seen.has(key) && seen.add(key);
  });
  const people = resolveContacts(fresh.map(seenIn), known.holders, ctx, known.keptApart);
  const plan: ArrivalPlan = {
    people,
    conversations: [],
    messages: [],
    changes: [],
    contactById: new Map(),
  };
  const conversationOf = new Map<string, ConversationArrival>();
  for (const [index, one] of fresh.entries()) {
    const { message, channelId, receivedAtMs } = one;
    const contact = people.contacts[index];
    if (contact === undefined) continue;
    plan.contactById.set(contact.id, contact);
    const atMs = orderingTime(message.sentAtMs, receivedAtMs);
    const conversation = conversationFor(contact, channelId, atMs);
    // Those of one delivery arrived at the same time: within a conversation, their order there decides.
    const messageId = ctx.ids.message(atMs, receivedAtMs + conversation.unreadCount);
    conversation.unreadCount += 1;
    conversation.lastInboundAtMs = Math.max(
      conversation.lastInboundAtMs,
      Math.min(message.sentAtMs, receivedAtMs),
    );
    if (conversation.lastMessageId === '' || atMs >= conversation.lastMessageAtMs) {
      conversation.lastMessageAtMs = atMs;
      conversation.lastMessageId = messageId;
      conversation.lastMessageText = previewOf(message.text);
      conversation.lastMessageType = message.type;
    }
    plan.messages.push({
      id: messageId,
      conversationId: conversation.id,
      channelId,
      externalId: message.externalId,
      type: message.type,
      text: message.text,
      error: message.error === null ? null : JSON.stringify(message.error),
      content: message.content,
      sentAtMs: message.sentAtMs,
    });
    plan.changes.push({
      entity: 'message',
      id: messageId,
      conversationId: conversation.id,
      change: 'created',
    });
  }

  plan.conversations = [...conversationOf.values()];
  plan.changes.push(...plan.conversations.map(({ id }) => ({ entity: 'conversation' as const, id })));
  plan.changes.push(...people.changed.map(({ id }) => ({ entity: 'contact' as const, id })));
  return plan;

  function conversationFor(contact: ContactRow, channelId: string, atMs: number): ConversationArrival {
    const place = placeText(contact.id, channelId);
    const planned = conversationOf.get(place);
    if (planned !== undefined) return planned;
    const conversation: ConversationArrival = {
      id: known.conversationIds.get(place) ?? ctx.ids.next('conv'),
      contactId: contact.id,
      channelId,
      unreadCount: 0,
      lastMessageAtMs: atMs,
      lastMessageId: '',
      lastMessageText: null,
      lastMessageType: '',
      lastInboundAtMs: 0,
      createdAtMs: ctx.nowMs,
    };
    conversationOf.set(place, conversation);
    return conversation;
  }
}
