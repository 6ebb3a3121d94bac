import type { Ids } from '../../platform/ids.ts';
import { placeText } from './arrival-keys.ts';
import type { ConversationArrival } from './receive-queries.ts';

export interface TouchedConversations {
  /** The conversation of a contact on a channel: as it was touched already, else the known one, else a new one. */
  of(place: {
    contactId: string;
    channelId: string;
    knownId: string | undefined;
    atMs: number;
  }): ConversationArrival;
  all(): ConversationArrival[];
}

/** The conversations that one batch touches: each once, however much arrives in it. */
export function touchedConversations(ctx: { ids: Ids; nowMs: number }): TouchedConversations {
  const touched = new Map<string, ConversationArrival>();
  return {
    of({ contactId, channelId, knownId, atMs }) {
      const place = placeText(contactId, channelId);
      const conversation =
        touched.get(place) ??
        untouched({
          id: knownId ?? ctx.ids.next('conv'),
          isNew: knownId === undefined,
          contactId,
          channelId,
          lastMessageAtMs: atMs,
          createdAtMs: ctx.nowMs,
        });
      touched.set(place, conversation);
      return conversation;
    },
    all: () => [...touched.values()],
  };
}

/** A conversation in which nothing has arrived yet. */
function untouched(
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
