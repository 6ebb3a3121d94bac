import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { Message } from '../../../../workers/contracts/api/messages.ts';

/** Rows for tests; only what a test is about needs to be given. */
export const sampleConversation = (given: Partial<Conversation> & { id: string }): Conversation => ({
  channelId: 'ch_1',
  contact: { id: `ct_of_${given.id}`, name: 'Sofia Martins', phone: '5511987654321' },
  status: 'open',
  assigneeId: null,
  snoozedUntilMs: null,
  unreadCount: 0,
  lastMessageAtMs: 1_000,
  lastMessage: null,
  windowEndsAtMs: null,
  version: 1,
  revision: 1,
  ...given,
});

export const sampleMessage = (given: Partial<Message> & { id: string }): Message => ({
  conversationId: 'conv_1',
  channelId: 'ch_1',
  externalId: null,
  direction: 'inbound',
  type: 'text',
  text: 'Hello',
  status: given.direction === 'outbound' ? 'queued' : 'received',
  error: null,
  authorId: null,
  clientKey: null,
  sentAtMs: 1_000,
  deliveredAtMs: null,
  readAtMs: null,
  failedAtMs: null,
  media: null,
  context: null,
  version: 1,
  ...given,
});
