import type { ConversationArrival } from './receive-queries.ts';

/** A conversation in which nothing has arrived yet. */
export function untouched(
  given: Pick<
    ConversationArrival,
    'id' | 'isNew' | 'contactId' | 'channelId' | 'lastMessageAtMs' | 'createdAtMs'
  >,
): ConversationArrival {
  return {
    ...given,
    status: 'resolved',
    unreadCount: 0,
    activity: 0,
    lastMessageId: null,
    lastMessageText: null,
    lastMessageType: null,
    lastMessageDirection: null,
    lastMessageFacts: null,
    lastInboundAtMs: null,
    referral: null,
    handover: null,
    automationsPausedAtMs: null,
  };
}
