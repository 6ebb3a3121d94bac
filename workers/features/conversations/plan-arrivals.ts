import type { Change } from '../../contracts/api/events.ts';
import type { Ids } from '../../platform/ids.ts';
import {
  displayName,
  resolveContacts,
  type ContactRow,
  type Holder,
  type Resolution,
} from '../contacts/index.ts';
import type { StoredAmendment } from './amendments.rules.ts';
import { placeText, seenIn, type ArrivedMessage } from './arrival-keys.ts';
import { arrivedMedia, effectOf, isAmendment, isStub } from './arrival.rules.ts';
import { listedAmendment, type ListedAmendment } from './listed-amendments.ts';
import type { StoredHandover } from './handover.rules.ts';
import {
  createAmendmentPlan,
  messageKeyText,
  type AmendmentPlan,
  type KnownTarget,
  type KnownTargets,
} from './plan-amendments.ts';
import type { ArrivedRow, ConversationArrival } from './receive-queries.ts';
import { untouched } from './untouched-conversation.ts';
import { shownInList } from './last-message.rules.ts';
import { orderingTime } from './rules.ts';

/** What the read trip found. */
export interface KnownWorld extends KnownTargets {
  /** By `identifierText`. */
  holders: Map<string, Holder>;
  /** By `placeText`. */
  conversationIds: Map<string, string>;
  /** By `pairText`: contacts that are not joined although they appear together. */
  keptApart: Set<string>;
}

/** What is to be written, as rows. */
export interface ArrivalPlan {
  people: Resolution;
  conversations: ConversationArrival[];
  messages: ArrivedRow[];
  amendments: AmendmentPlan;
  /** Amendments that nothing else shows while their message is not there. */
  listed: ListedAmendment[];
  changes: Change[];
  /** Every contact that the conversations belong to. */
  contactById: Map<string, ContactRow>;
}

/** Whether an amendment waits for its message already; one without a thread has no row that says so. */
function isWaiting({ message, channelId }: ArrivedMessage, known: KnownTargets): boolean {
  if (message.amends === null) return false;
  const target = { channelId, externalId: message.amends.targetExternalId };
  const waiting = known.waiting.get(messageKeyText(target))?.amendments ?? [];
  const names = waiting.flatMap(({ amendment }) => [
    amendment.externalId,
    ...(amendment.rows ?? []).map(({ externalId }) => externalId),
  ]);
  return names.includes(message.externalId);
}

/** A fresh message with the contacts that it was found to be of. */
interface Resolved extends ArrivedMessage {
  contact: ContactRow;
  /** Who of a group wrote it; null outside groups, and where Meta does not say. */
  member: ContactRow | null;
  conversation: ConversationArrival;
  atMs: number;
}

/**
 * Decides what a batch of messages writes: each message once, one contact per person however many of their messages
 * came at once, one conversation per contact and channel. What amends other messages changes those.
 */
export function planArrivals(
  arrived: readonly ArrivedMessage[],
  known: KnownWorld,
  ctx: { ids: Ids; companyId: string; nowMs: number },
): ArrivalPlan {
  const seen = new Set<string>();
  const fresh = arrived.filter((one) => {
    const key = messageKeyText({ channelId: one.channelId, externalId: one.message.externalId });
    return !known.messages.has(key) && !seen.has(key) && !isWaiting(one, known) && seen.add(key);
  });
  const sightings = fresh.map(seenIn);
  const people = resolveContacts(sightings.flat(), known.holders, ctx, known.keptApart);
  const rows = new Map<string, ArrivedRow>();
  const amendments = createAmendmentPlan(known, rows);
  const plan: ArrivalPlan = {
    people,
    conversations: [],
    messages: [],
    amendments: amendments.plan,
    listed: [],
    changes: [],
    contactById: new Map(),
  };
  if (people.joins.length > 0) return plan;

  const conversationOf = new Map<string, ConversationArrival>();
  const resolved = resolve();
  for (const one of resolved) if (!isAmendment(one.message.type)) addMessage(one);
  const byTime = resolved
    .filter(({ message }) => isAmendment(message.type))
    .toSorted((a, b) => a.message.sentAtMs - b.message.sentAtMs);
  for (const one of byTime) addAmendment(one);
  for (const one of arrived) fillStub(one);
  const threads = new Map([...conversationOf.values()].map(({ id, contactId }) => [id, contactId]));
  for (const row of rows.values()) {
    const contactId = threads.get(row.conversationId);
    amendments.settle(row, contactId === undefined ? null : { ...row, contactId });
  }
  showNewest();

  // An amendment changes nothing of the conversation itself, and makes none.
  plan.conversations = [...conversationOf.values()].filter(({ activity }) => activity > 0);
  const late = amendments.plan.late.filter((row) => !rows.has(messageKeyText(row)));
  plan.messages = [...rows.values(), ...late];
  plan.changes.push(
    ...late.map(({ id, conversationId }) => ({ entity: 'amendment' as const, id, conversationId })),
    ...amendments.plan.changes,
    ...plan.conversations.map(({ id }) => ({ entity: 'conversation' as const, id })),
    ...people.changed.map(({ id }) => ({ entity: 'contact' as const, id })),
  );
  return plan;

  function resolve(): Resolved[] {
    let at = 0;
    return fresh.flatMap((one, index) => {
      const [contact, member] = people.contacts.slice(at, (at += sightings[index]?.length ?? 0));
      if (contact === undefined) return [];
      plan.contactById.set(contact.id, contact);
      const atMs = orderingTime(one.message.sentAtMs, one.receivedAtMs);
      const conversation = conversationFor(contact, one.channelId, atMs);
      return [{ ...one, contact, member: member ?? null, conversation, atMs }];
    });
  }

  function addMessage(one: Resolved): ArrivedRow {
    const { message, channelId, receivedAtMs, conversation, atMs, member } = one;
    const effect = effectOf(message);
    const isOurs = message.direction === 'outbound';
    const row: ArrivedRow = {
      // Those of one delivery arrived at the same time: within a conversation, their order there decides.
      id: ctx.ids.message(atMs, receivedAtMs + conversation.activity),
      conversationId: conversation.id,
      channelId,
      externalId: message.externalId,
      direction: message.direction,
      type: message.type,
      text: message.text,
      status: isOurs ? (message.status ?? 'sent') : 'received',
      error: message.error === null ? null : JSON.stringify(message.error),
      content: message.content,
      sender:
        message.groupId === null || isOurs
          ? null
          : JSON.stringify({
              contactId: member?.id ?? null,
              name: member === null ? null : displayName(member),
            }),
      origin: message.origin,
      media: jsonOrNull(arrivedMedia(message, ctx.nowMs)),
      reactions: null,
      edits: null,
      editedAtMs: null,
      revokedAtMs: null,
      sentAtMs: message.sentAtMs,
      acceptedAtMs: isOurs ? message.sentAtMs : null,
      replyToId: answeredBy(one),
      seen: known.waiting.get(messageKeyText({ channelId, externalId: message.externalId }))?.seen ?? '',
    };
    rows.set(messageKeyText(row), row);
    conversation.activity += 1;
    if (effect.opensNew) conversation.status = 'open';
    if (effect.isNews) {
      conversation.unreadCount += 1;
      const inboundAtMs = Math.min(message.sentAtMs, receivedAtMs);
      conversation.lastInboundAtMs = Math.max(conversation.lastInboundAtMs ?? 0, inboundAtMs);
    }
    if (effect.pausesAutomations) {
      conversation.automationsPausedAtMs = Math.max(
        conversation.automationsPausedAtMs ?? 0,
        Math.min(message.sentAtMs, receivedAtMs),
      );
    }
    if (effect.isShown && (conversation.lastMessageId === null || atMs >= conversation.lastMessageAtMs)) {
      conversation.lastMessageAtMs = atMs;
      conversation.lastMessageId = row.id;
      conversation.lastMessageDirection = row.direction;
    }
    if (message.referral !== null) conversation.referral = JSON.stringify(message.referral);
    if (message.origin === 'standby') {
      const handover: StoredHandover = { app: null, sinceMs: message.sentAtMs, endedAtMs: null };
      conversation.handover = JSON.stringify(handover);
    }
    plan.changes.push(
      isAmendment(row.type)
        ? { entity: 'amendment', id: row.id, conversationId: conversation.id }
        : { entity: 'message', id: row.id, conversationId: conversation.id, change: 'created' },
    );
    return row;
  }

  /** Its own row is kept, so that it counts once; its text is not, once the message has it. */
  function addAmendment(one: Resolved): void {
    const { message, channelId, receivedAtMs, conversation } = one;
    const { amends } = message;
    const isBeforeAll = conversation.isNew && conversation.activity === 0;
    const activity = conversation.activity;
    const changes = plan.changes.length;
    const row = addMessage(one);
    conversation.activity = activity;
    if (isBeforeAll) {
      rows.delete(messageKeyText(row));
      plan.changes.length = changes;
    }
    if (amends === null) return;
    const amendment: StoredAmendment = {
      kind: amends.kind,
      by: message.direction === 'outbound' ? 'phone_app' : `contact:${(one.member ?? one.contact).id}`,
      atMs: message.sentAtMs,
      conversationId: isBeforeAll ? null : conversation.id,
      contactId: conversation.contactId,
      externalId: message.externalId,
      direction: message.direction,
      memberId: one.member?.id ?? null,
      emoji: amends.kind === 'reaction' ? amends.emoji : null,
      text: amends.kind === 'edit' ? amends.text : null,
      content: amends.kind === 'edit' ? amends.content : null,
      holders: amends.kind === 'edit' && !isBeforeAll ? [row.id] : [],
      ...(isBeforeAll ? { rows: [{ ...row, seen: null }] } : {}),
    };
    const target = { channelId, externalId: amends.targetExternalId };
    const isSettled = amendments.amend(target, amendment, receivedAtMs);
    const waiting = known.waiting.get(messageKeyText(target))?.amendments ?? [];
    // What a message was edited to is not listed once it was deleted.
    const isDeleted = waiting.some((earlier) => earlier.amendment.kind === 'revoke');
    if (!isSettled && !(isDeleted && amends.kind === 'edit'))
      plan.listed.push(listedAmendment(ctx.ids.next('ev'), one, target));
    if (isSettled && amends.kind === 'edit') Object.assign(row, { text: null, content: null });
  }

  /** The content of an imported message, which comes apart from the message, be it in the same batch. */
  function fillStub({ message, channelId }: ArrivedMessage): void {
    if (isStub(message.type)) return;
    const key = messageKeyText({ channelId, externalId: message.externalId });
    const arriving = rows.get(key);
    const stored = known.messages.get(key);
    const stub = arriving ?? stored;
    if (stub === undefined || !isStub(stub.type)) return;
    const content = {
      type: message.type,
      text: message.text,
      content: message.content,
      media: jsonOrNull(arrivedMedia({ ...message, sentAtMs: stub.sentAtMs }, ctx.nowMs)),
    };
    if (stored !== undefined) amendments.replace(stored, content);
    if (arriving?.revokedAtMs === null) Object.assign(arriving, content);
  }

  function answeredBy({ message, channelId, conversation }: Resolved): string | null {
    if (message.answersExternalId === null) return null;
    const key = messageKeyText({ channelId, externalId: message.answersExternalId });
    const answered: Pick<KnownTarget, 'id' | 'conversationId' | 'mergedIntoId'> | undefined =
      known.messages.get(key) ?? planned(key);
    if (answered === undefined) return null;
    const isHere = [answered.conversationId, answered.mergedIntoId].includes(conversation.id);
    return isHere ? answered.id : null;
  }

  function planned(key: string) {
    const row = rows.get(key);
    return row === undefined ? undefined : { ...row, mergedIntoId: null };
  }

  /** After the amendments: the list shows what has become of the newest message. */
  function showNewest(): void {
    const rowById = new Map([...rows.values()].map((row) => [row.id, row]));
    for (const conversation of conversationOf.values()) {
      const newest = rowById.get(conversation.lastMessageId ?? '');
      if (newest === undefined) continue;
      const { text, type, facts } = shownInList(newest);
      Object.assign(conversation, {
        lastMessageText: text,
        lastMessageType: type,
        lastMessageFacts: facts,
      });
    }
  }

  function conversationFor(contact: ContactRow, channelId: string, atMs: number): ConversationArrival {
    const place = placeText(contact.id, channelId);
    const begun = conversationOf.get(place);
    if (begun !== undefined) return begun;
    const knownId = known.conversationIds.get(place);
    const conversation = untouched({
      id: knownId ?? ctx.ids.next('conv'),
      isNew: knownId === undefined,
      contactId: contact.id,
      channelId,
      lastMessageAtMs: atMs,
      createdAtMs: ctx.nowMs,
    });
    conversationOf.set(place, conversation);
    return conversation;
  }
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
