import type { InboundMessage } from '../../channels/port.ts';
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
  return seenIn(one)
    .flatMap(lookupsOf)
    .map((identifier) => ({ ...identifier, channelId: one.channelId }));
}

/** The messages that have to be looked up: itself, the one that it changes, the one that it answers. */
export function messageKeys({ message, channelId }: ArrivedMessage): MessageKey[] {
  const names = [message.externalId, message.amends?.targetExternalId, message.answersExternalId];
  return names.flatMap((externalId) => (externalId == null ? [] : [{ channelId, externalId }]));
}

/** The contact whose conversation it belongs to; in a group, the group, and the member who wrote. */
export function seenIn({ message }: ArrivedMessage): SeenContact[] {
  const { sender, groupId, sentAtMs: atMs } = message;
  const person = { sender, groupId: null, atMs };
  if (groupId === null) return [person];
  const isNamed = sender.phone !== null || sender.userId !== null;
  return [{ sender, groupId, atMs }, ...(isNamed ? [person] : [])];
}

export const placeText = (contactId: string, channelId: string) => `${contactId} ${channelId}`;
