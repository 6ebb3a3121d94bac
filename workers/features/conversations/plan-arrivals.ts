import type { InboundMessage } from '../../channels/port.ts';
import type { Change } from '../../contracts/api/events.ts';
import type { Ids } from '../../platform/ids.ts';
import {
  displayName,
  newContact,
  searchTerms,
  type ContactRow,
  type IdentifierRow,
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
  /** By `senderKeyText`. */
  senders: Map<string, { contact: ContactRow; conversationId: string | null }>;
  /** By `messageKeyText`. */
  messages: Set<string>;
}

/** What is to be written, as rows. */
export interface ArrivalPlan {
  contacts: ContactRow[];
  identifiers: IdentifierRow[];
  terms: { term: string; contactId: string }[];
  conversations: ConversationArrival[];
  messages: InboundRow[];
  changes: Change[];
  /** Every contact that the conversations belong to. */
  contactById: Map<string, ContactRow>;
}

/** By what a sender is known, the surest first. */
export function senderKeys({ message, channelId }: ArrivedMessage): SenderKey[] {
  const { userId, phone } = message.sender;
  return [
    ...(userId === null ? [] : [{ kind: 'user_id' as const, value: userId, channelId }]),
    ...(phone === null ? [] : [{ kind: 'phone' as const, value: phone, channelId }]),
  ];
}

export const senderKeyText = (key: SenderKey) => `${key.kind} ${key.value} ${key.channelId}`;
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
  const plan: ArrivalPlan = {
    contacts: [],
    identifiers: [],
    terms: [],
    conversations: [],
    messages: [],
    changes: [],
    contactById: new Map(),
  };
  const seen = new Set(known.messages);
  const contactOfIdentifier = new Map<string, ContactRow>();
  const conversationOf = new Map<string, ConversationArrival>();
  const changedContacts = new Map<string, ContactRow>();

  for (const one of arrived) {
    const { message, channelId, receivedAtMs } = one;
    const messageKey = messageKeyText({ channelId, externalId: message.externalId });
    if (seen.has(messageKey)) continue;
    seen.add(messageKey);

    const keys = senderKeys(one);
    const contact = findSender(keys) ?? addContact(one);
    remember(contact, keys);
    learnProfile(contact, message);

    const atMs = orderingTime(message.sentAtMs, receivedAtMs);
    const conversation = conversationFor(contact, channelId, keys, atMs);
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
  plan.contacts = [...changedContacts.values()];
  plan.changes.push(...plan.contacts.map(({ id }) => ({ entity: 'contact' as const, id })));
  for (const contact of plan.contacts) {
    const terms = searchTerms({ name: displayName(contact), phone: contact.phone });
    plan.terms.push(...terms.map((term) => ({ term, contactId: contact.id })));
  }
  return plan;

  function findSender(keys: SenderKey[]): ContactRow | undefined {
    for (const key of keys) {
      const found =
        contactOfIdentifier.get(identifierText(key)) ?? known.senders.get(senderKeyText(key))?.contact;
      if (found !== undefined) return plan.contactById.get(found.id) ?? found;
    }
    return undefined;
  }

  function addContact({ message }: ArrivedMessage): ContactRow {
    const contact = newContact({
      companyId: ctx.companyId,
      id: ctx.ids.next('ct'),
      profileName: message.sender.profileName,
      phone: message.sender.phone,
      userId: message.sender.userId,
      username: message.sender.username,
      createdAtMs: ctx.nowMs,
    });
    changedContacts.set(contact.id, contact);
    return contact;
  }

  /** Ties identifiers that are nobody's yet to the contact. One that is another contact's stays with it. */
  function remember(contact: ContactRow, keys: SenderKey[]): void {
    plan.contactById.set(contact.id, contact);
    for (const key of keys) {
      const text = identifierText(key);
      if (contactOfIdentifier.has(text)) continue;
      const owner = known.senders.get(senderKeyText(key))?.contact;
      contactOfIdentifier.set(
        text,
        owner === undefined ? contact : (plan.contactById.get(owner.id) ?? owner),
      );
      if (owner === undefined) {
        plan.identifiers.push({ kind: key.kind, value: key.value, contactId: contact.id });
      }
    }
  }

  function learnProfile(contact: ContactRow, { sender }: InboundMessage): void {
    const learned = {
      profileName: sender.profileName ?? contact.profileName,
      phone: contact.phone ?? sender.phone,
      userId: sender.userId ?? contact.userId,
      username: sender.username ?? contact.username,
    };
    const isNews =
      learned.profileName !== contact.profileName ||
      learned.phone !== contact.phone ||
      learned.userId !== contact.userId ||
      learned.username !== contact.username;
    if (!isNews) return;
    const isKnown = !changedContacts.has(contact.id);
    Object.assign(contact, learned, isKnown ? { version: contact.version + 1 } : {});
    changedContacts.set(contact.id, contact);
  }

  function conversationFor(
    contact: ContactRow,
    channelId: string,
    keys: SenderKey[],
    atMs: number,
  ): ConversationArrival {
    const place = `${contact.id} ${channelId}`;
    const planned = conversationOf.get(place);
    if (planned !== undefined) return planned;
    const knownId = keys
      .map((key) => known.senders.get(senderKeyText(key)))
      .find((sender) => sender?.contact.id === contact.id)?.conversationId;
    const conversation: ConversationArrival = {
      id: knownId ?? ctx.ids.next('conv'),
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

const identifierText = (key: SenderKey) => `${key.kind} ${key.value}`;
