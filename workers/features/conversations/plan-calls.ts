import type { CallUpdate } from '../../channels/port.ts';
import type { Ids } from '../../platform/ids.ts';
import { resolveContacts, type ContactRow } from '../contacts/index.ts';
import { beganAt, isMissed, readCallRecord, withCallUpdate, type CallRecord } from './calls.rules.ts';
import { createAmendmentPlan, messageKeyText, type KnownTarget } from './plan-amendments.ts';
import { placeText } from './arrival-keys.ts';
import type { ArrivalPlan, KnownWorld } from './plan-arrivals.ts';
import { touchedConversations } from './touched-conversations.ts';
import type { ArrivedRow } from './receive-queries.ts';
import { shownInList, standsLast } from './last-message.rules.ts';
import { orderingTime } from './rules.ts';

/** News of a call on a channel of ours. */
export interface ReceivedCall {
  call: CallUpdate;
  channelId: string;
  receivedAtMs: number;
}

/** All news of one call, with whom it is. */
interface Call {
  news: ReceivedCall[];
  contact: ContactRow;
}

/**
 * Decides what news of calls write: one message for each call, which only moves forward. A customer's call opens the
 * window as their message does; one that nobody took is unread, once.
 */
export function planCalls(
  received: readonly ReceivedCall[],
  known: KnownWorld,
  ctx: { ids: Ids; companyId: string; nowMs: number },
): ArrivalPlan {
  const people = resolveContacts(
    received.map(({ call }) => ({ sender: call.person, groupId: null, atMs: call.atMs })),
    known.holders,
    ctx,
    known.keptApart,
  );
  const rows = new Map<string, ArrivedRow>();
  const changes = createAmendmentPlan(known, rows);
  const conversations = touchedConversations(ctx);
  const contactById = new Map<string, ContactRow>();
  for (const call of callsOf()) {
    contactById.set(call.contact.id, call.contact);
    const stored = storedCall(call);
    if (stored === undefined) begin(call);
    else proceed(call, stored);
  }
  const created = [...rows.values()].map(({ id, conversationId }) => ({
    entity: 'message' as const,
    id,
    conversationId,
    change: 'created' as const,
  }));
  return {
    people,
    conversations: conversations.all(),
    messages: [...rows.values()],
    amendments: changes.plan,
    listed: [],
    contents: [],
    members: { noted: [], all: null },
    changes: [
      ...created,
      ...changes.plan.changes,
      ...conversations.all().map(({ id }) => ({ entity: 'conversation' as const, id })),
      ...(rows.size === 0 ? [] : people.changed.map(({ id }) => ({ entity: 'contact' as const, id }))),
    ],
    contactById,
  };

  function callsOf(): Call[] {
    const calls = new Map<string, Call>();
    for (const [index, one] of received.entries()) {
      const contact = people.contacts[index];
      const key = messageKeyText({ channelId: one.channelId, externalId: one.call.externalId });
      if (contact === undefined) continue;
      const call = calls.get(key) ?? { news: [], contact };
      calls.set(key, call);
      call.news.push(one);
    }
    return [...calls.values()];
  }

  function storedCall({ news: [first] }: Call): KnownTarget | undefined {
    if (first === undefined) return undefined;
    return known.messages.get(
      messageKeyText({ channelId: first.channelId, externalId: first.call.externalId }),
    );
  }

  function begin({ news, contact }: Call): void {
    const [first] = news;
    const beganAtMs = beganAt(news.map(({ call }) => call));
    const record = recordOf(null, news);
    if (first === undefined) return;
    const { channelId, receivedAtMs, call } = first;
    const atMs = orderingTime(beganAtMs, receivedAtMs);
    const place = placeText(contact.id, channelId);
    const conversation = conversations.of({
      contactId: contact.id,
      channelId,
      knownId: known.conversationIds.get(place),
      atMs,
    });
    const isInbound = call.direction === 'inbound';
    const id = ctx.ids.message(atMs, receivedAtMs, conversation.activity);
    conversation.activity += 1;
    conversation.status = 'open';
    if (isInbound) {
      const calledAtMs = Math.min(beganAtMs, receivedAtMs);
      conversation.lastInboundAtMs = Math.max(conversation.lastInboundAtMs ?? 0, calledAtMs);
    }
    if (isMissed(record)) conversation.unreadCount += 1;
    const key = { channelId, externalId: call.externalId };
    const row: ArrivedRow = {
      ...key,
      id,
      conversationId: conversation.id,
      direction: call.direction,
      type: 'call',
      text: null,
      status: isInbound ? 'received' : 'sent',
      error: null,
      content: JSON.stringify(record),
      sender: null,
      origin: null,
      media: null,
      reactions: null,
      edits: null,
      editedAtMs: null,
      revokedAtMs: null,
      sentAtMs: beganAtMs,
      acceptedAtMs: isInbound ? null : beganAtMs,
      replyToId: null,
      seen: '',
    };
    rows.set(messageKeyText(key), row);
    if (standsLast(conversation, { id, atMs })) {
      conversation.lastMessageAtMs = atMs;
      conversation.lastMessageId = id;
      conversation.lastMessageType = 'call';
      conversation.lastMessageDirection = call.direction;
      conversation.lastMessageFacts = shownInList(row).facts;
    }
  }

  function proceed({ news, contact }: Call, stored: KnownTarget): void {
    const before = readCallRecord(stored.content);
    const record = recordOf(before, news);
    const content = JSON.stringify(record);
    if (stored.type !== 'call' || content === stored.content) return;
    const { type, text, media } = stored;
    // Its place in the thread was given with its id; its time is right whichever of its news came first.
    const sentAtMs = Math.min(stored.sentAtMs, beganAt(news.map(({ call }) => call)));
    changes.replace(stored, { type, text, media, content, sentAtMs });
    if (before === null || isMissed(before) || !isMissed(record)) return;
    const place = stored.mergedIntoId ?? stored.conversationId;
    const conversation = conversations.of({
      contactId: contact.id,
      channelId: stored.channelId,
      knownId: place,
      atMs: stored.sentAtMs,
    });
    conversation.activity += 1;
    conversation.unreadCount += 1;
  }

  function recordOf(before: CallRecord | null, news: readonly ReceivedCall[]): CallRecord {
    const [first, ...rest] = news;
    if (first === undefined) throw new TypeError('a call has news');
    return rest.reduce(
      (record, { call }) => withCallUpdate(record, call),
      withCallUpdate(before, first.call),
    );
  }
}
