import type { InboundMessage, Sender } from '../../channels/port.ts';
import { lookupsOf, type SeenContact } from '../contacts/index.ts';
import type { MessageKey, SenderKey } from './receive-queries.ts';

/** A message that was written elsewhere, on a channel of ours. */
export interface ArrivedMessage {
  message: InboundMessage;
  channelId: string;
  receivedAtMs: number;
}

/** All that has to be looked up to know a sender and their conversation. */
export function senderKeys(one: ArrivedMessage): SenderKey[] {
  return keysOfSeen(seenIn(one), one.channelId);
}

export function keysOfSeen(seen: readonly SeenContact[], channelId: string): SenderKey[] {
  return seen.flatMap(lookupsOf).map((identifier) => ({ ...identifier, channelId }));
}

/** The messages that have to be looked up: itself, the one that it changes, the one that it answers. */
export function messageKeys({ message, channelId }: ArrivedMessage): MessageKey[] {
  const names = [message.externalId, message.amends?.targetExternalId, message.answersExternalId];
  return names.flatMap((externalId) => (externalId == null ? [] : [{ channelId, externalId }]));
}

/**
 * The contact whose conversation it belongs to; in a group, the group, and the member who wrote, or those whom a note
 * names.
 */
export function seenIn({ message }: Pick<ArrivedMessage, 'message'>): SeenContact[] {
  const { sender, groupId, sentAtMs: atMs, members } = message;
  const person = { sender, groupId: null, atMs };
  if (groupId === null) return [person];
  if (members !== null) return seenInGroup(groupId, members.people, atMs);
  const isNamed = sender.phone !== null || sender.userId !== null;
  return [{ sender, groupId, atMs }, ...(isNamed ? [person] : [])];
}

/** A group, and people who have to do with it. */
export function seenInGroup(groupId: string, people: readonly Sender[], atMs: number): SeenContact[] {
  return [{ sender: NOBODY, groupId, atMs }, ...people.map((sender) => ({ sender, groupId: null, atMs }))];
}

const NOBODY: Sender = { phone: null, userId: null, parentUserId: null, username: null, profileName: null };

export const placeText = (contactId: string, channelId: string) => `${contactId} ${channelId}`;
