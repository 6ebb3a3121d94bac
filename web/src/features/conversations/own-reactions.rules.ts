import type { Message, MessageReaction } from '../../../../workers/contracts/api/messages.ts';
import { partOf, textOf } from './content.rules.ts';

/** What was drawn for a message and the reaction on it: the same object again, so that its bubble rests. */
const shown = new WeakMap<Message, { by: Message; message: Message }>();

/**
 * The messages with the company's own reactions on them. To the customer the company is one: its newest reaction to a
 * message replaces the one before, whoever of it reacted.
 */
export const withOwnReactions = (messages: readonly Message[]): readonly Message[] => {
  const newest = new Map<string, Message>();
  for (const message of messages) {
    if (message.type !== 'reaction' || message.direction !== 'outbound' || message.status === 'failed')
      continue;
    const targetId = textOf(partOf(message)['messageId']);
    if (targetId !== '') newest.set(targetId, message);
  }
  if (newest.size === 0) return messages;
  return messages.map((message) => {
    const by = newest.get(message.id);
    return by === undefined ? message : reactedTo(message, by);
  });
};

const isOwn = (reaction: MessageReaction) => reaction.contactId === null;

const reactedTo = (message: Message, by: Message): Message => {
  // What was done later than this one, on the phone app for example, is on the message already.
  if (message.reactions.some((reaction) => isOwn(reaction) && reaction.atMs > by.sentAtMs)) return message;
  const known = shown.get(message);
  if (known?.by === by) return known.message;
  const emoji = textOf(partOf(by)['emoji']);
  const others = message.reactions.filter((reaction) => !isOwn(reaction));
  const own: MessageReaction = { emoji, contactId: null, userId: by.authorId, atMs: by.sentAtMs };
  const next = { ...message, reactions: emoji === '' ? others : [...others, own] };
  shown.set(message, { by, message: next });
  return next;
};
