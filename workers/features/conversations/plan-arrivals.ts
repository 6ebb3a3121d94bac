import type { Change } from '../../contracts/api/events.ts';
import type { Ids } from '../../platform/ids.ts';
import { resolveContacts, type ContactRow, type Holder, type Resolution } from '../contacts/index.ts';
import type { StoredAmendment } from './amendments.rules.ts';
import { placeText, seenIn, type ArrivedMessage } from './arrival-keys.ts';
import { arrivedMedia, isAmendment, isStub, isWithoutContent } from './arrival.rules.ts';
import { arrivedRow, jsonOrNull, type PlacedMessage } from './arrived-row.ts';
import { countArrival } from './count-arrival.ts';
import { listedAmendment, type ListedAmendment } from './listed-amendments.ts';
import {
  createAmendmentPlan,
  messageKeyText,
  type AmendmentPlan,
  type KnownTarget,
  type KnownTargets,
} from './plan-amendments.ts';
import { membersNoted, type MembersNews } from './members.rules.ts';
import type { ContentPlace } from '../files/index.ts';
import { planPayments } from './plan-payments.ts';
import type { ArrivedRow, ConversationArrival } from './receive-queries.ts';
import { touchedConversations } from './touched-conversations.ts';
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
  /** Contents that are too large for their rows. */
  contents: (ContentPlace & { text: string; isDeleted: boolean })[];
  members: MembersNews;
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
    contents: [],
    members: { noted: [], all: null },
    contactById: new Map(),
  };
  if (people.joins.length > 0) return plan;

  const conversations = touchedConversations(ctx);
  const resolved = resolve();
  for (const one of resolved) if (!isAmendment(one.message.type)) addMessage(one);
  plan.members.noted = resolved.flatMap(membersNoted);
  const byTime = resolved
    .filter(({ message }) => isAmendment(message.type))
    .toSorted((a, b) => a.message.sentAtMs - b.message.sentAtMs);
  for (const one of byTime) addAmendment(one);
  const filled: Pick<ArrivedMessage, 'message' | 'channelId'>[] = [];
  for (const one of arrived) fillStub(one);
  planPayments(resolved, amendments);
  const threads = new Map(conversations.all().map(({ id, contactId }) => [id, contactId]));
  for (const row of rows.values()) {
    const contactId = threads.get(row.conversationId);
    amendments.settle(row, contactId === undefined ? null : { ...row, contactId });
  }
  for (const one of resolved) if (!isAmendment(one.message.type)) keepContent(one);
  for (const one of filled) keepContent(one);
  showNewest();

  // An amendment changes nothing of the conversation itself, and makes none.
  plan.conversations = conversations.all().filter(({ activity }) => activity > 0);
  const late = amendments.plan.late.filter((row) => !rows.has(messageKeyText(row)));
  plan.messages = [...rows.values(), ...late];
  plan.changes.push(
    ...late.map(({ id, conversationId }) => ({ entity: 'amendment' as const, id, conversationId })),
    ...amendments.plan.changes,
    ...plan.conversations.map(({ id }) => ({ entity: 'conversation' as const, id })),
    ...people.changed.map(({ id }) => ({ entity: 'contact' as const, id })),
  );
  return plan;

  function resolve(): PlacedMessage[] {
    let at = 0;
    return fresh.flatMap((one, index) => {
      const [contact, ...others] = people.contacts.slice(at, (at += sightings[index]?.length ?? 0));
      if (contact === undefined) return [];
      const isNote = one.message.members !== null;
      plan.contactById.set(contact.id, contact);
      const atMs = orderingTime(one.message.sentAtMs, one.receivedAtMs);
      const { channelId } = one;
      const knownId = known.conversationIds.get(placeText(contact.id, channelId));
      const conversation = conversations.of({ contactId: contact.id, channelId, knownId, atMs });
      const member = isNote ? null : (others[0] ?? null);
      return [{ ...one, contact, member, people: isNote ? others : [], conversation, atMs }];
    });
  }

  function addMessage(one: PlacedMessage): ArrivedRow {
    const { channelId, message, conversation } = one;
    const key = messageKeyText({ channelId, externalId: message.externalId });
    const before = { replyToId: answeredBy(one), seen: known.waiting.get(key)?.seen ?? '' };
    const row = arrivedRow(one, before, ctx);
    rows.set(key, row);
    countArrival(one, row);
    plan.changes.push(
      isAmendment(row.type)
        ? { entity: 'amendment', id: row.id, conversationId: conversation.id }
        : { entity: 'message', id: row.id, conversationId: conversation.id, change: 'created' },
    );
    return row;
  }

  /** Its own row is kept, so that it counts once; its text is not, once the message has it. */
  function addAmendment(one: PlacedMessage): void {
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
    const isEmpty = stored !== undefined && isWithoutContent(stored, message);
    if (stub === undefined || !(isStub(stub.type) || isEmpty)) return;
    const content = {
      type: message.type,
      text: message.text,
      content: message.content,
      media: jsonOrNull(arrivedMedia({ ...message, sentAtMs: stub.sentAtMs }, ctx.nowMs)),
    };
    if (stored !== undefined) amendments.replace(stored, content);
    if (arriving?.revokedAtMs === null) Object.assign(arriving, content);
    filled.push({ message, channelId });
  }

  /** After the amendments: of what is deleted by now nothing is kept. */
  function keepContent({ message, channelId }: Pick<ArrivedMessage, 'message' | 'channelId'>): void {
    const { externalId, wholeContent: text } = message;
    const key = messageKeyText({ channelId, externalId });
    const row = rows.get(key) ?? known.messages.get(key);
    if (text !== null)
      plan.contents.push({ channelId, externalId, text, isDeleted: row?.revokedAtMs != null });
  }

  function answeredBy({ message, channelId, conversation }: PlacedMessage): string | null {
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
    for (const conversation of conversations.all()) {
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
}
