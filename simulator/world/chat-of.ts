import type { Message } from './types.ts';

/** Whose thread with the number a message stands in: the group's, or the customer's own. */
export function chatOf(message: Pick<Message, 'customerId' | 'groupId'>): string {
  return message.groupId ?? message.customerId;
}
