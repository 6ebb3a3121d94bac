import type { Message } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { identifierText, pairText, storeResolution, type ContactRow } from '../contacts/index.ts';
import {
  messageKeyText,
  placeText,
  planArrivals,
  senderKeys,
  type ArrivalPlan,
  type ArrivedMessage,
  type KnownWorld,
} from './plan-arrivals.ts';
import {
  insertInbound,
  selectKnownMessages,
  selectSenders,
  upsertArrivals,
  type InboundRow,
  type KnownSender,
} from './receive-queries.ts';
import { conversationOf, inList, messageOf } from './present.ts';
import type { ConversationRow } from './rules.ts';

type ReceiveContext = Pick<Context, 'tenant' | 'ids' | 'clock' | 'publish'>;

/** How often a batch is read again after somebody else was first. Ours: two writers of one contact need one. */
const MAX_READS = 6;

/**
 * Stores inbound messages of one company, each once: one read trip, one batch. The batch is plain, so that whoever
 * stores the same message, contact or conversation first makes it fail as a whole; then the world is read again.
 */
export async function receiveMessages(
  ctx: ReceiveContext,
  companyId: string,
  arrived: readonly ArrivedMessage[],
): Promise<void> {
  const keptApart = new Set<string>();
  for (let reads = 1; ; reads++) {
    const world = await readKnownWorld(ctx, companyId, arrived);
    const plan = planArrivals(
      arrived,
      { ...world, keptApart },
      { ids: ctx.ids, companyId, nowMs: ctx.clock.nowMs() },
    );
    if (plan.people.joins.length > 0) {
      for (const { intoId, fromId } of plan.people.joins) keptApart.add(pairText(intoId, fromId));
      continue;
    }
    if (plan.messages.length === 0) return;
    try {
      return await commit(ctx, companyId, plan);
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }
}

async function readKnownWorld(
  ctx: ReceiveContext,
  companyId: string,
  arrived: readonly ArrivedMessage[],
): Promise<Omit<KnownWorld, 'keptApart'>> {
  const db = ctx.tenant(companyId);
  const keys = new Map(
    arrived.flatMap(senderKeys).map((key) => [`${identifierText(key)} ${key.channelId}`, key]),
  );
  const messageKeys = arrived.map(({ channelId, message }) => ({
    channelId,
    externalId: message.externalId,
  }));
  const [senders, messages] = await db.batch([
    selectSenders(db, [...keys.values()]),
    selectKnownMessages(db, messageKeys),
  ]);
  const world: Omit<KnownWorld, 'keptApart'> = {
    holders: new Map(),
    conversationIds: new Map(),
    messages: new Set(rowsOf<{ channelId: string; externalId: string }>(messages).map(messageKeyText)),
  };
  const contactById = new Map<string, ContactRow>();
  for (const row of rowsOf<KnownSender>(senders)) {
    const { keyKind, keyValue, keyChannelId, untilMs, conversationId, ...read } = row;
    // One row per contact, whichever of its identifiers it was found by.
    const contact = contactById.get(read.id) ?? read;
    contactById.set(contact.id, contact);
    world.holders.set(identifierText({ kind: keyKind, value: keyValue }), { contact, untilMs });
    if (conversationId !== null) {
      world.conversationIds.set(placeText(contact.id, keyChannelId), conversationId);
    }
  }
  return world;
}

async function commit(ctx: ReceiveContext, companyId: string, plan: ArrivalPlan): Promise<void> {
  const db = ctx.tenant(companyId);
  const results = await db.batch([
    ...storeResolution(db, plan.people),
    upsertArrivals(db, plan.conversations),
    insertInbound(db, plan.messages),
    appendToLog(db, ctx.clock.nowMs(), plan.changes),
  ]);
  await ctx.publish(companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: rowsOf<ConversationRow>(results.at(-3)).flatMap((row) => {
      const contact = plan.contactById.get(row.contactId);
      return contact === undefined ? [] : [conversationOf(row, inList(contact), null)];
    }),
    messages: plan.messages.map((row) => ({
      event: 'message.created',
      message: inboundMessage(companyId, row),
    })),
    contacts: plan.people.changed.map(({ id, version }) => ({ id, version })),
  });
}

function inboundMessage(companyId: string, row: InboundRow): Message {
  return messageOf({
    ...row,
    companyId,
    direction: 'inbound',
    status: 'received',
    authorId: null,
    sender: null,
    origin: null,
    media: null,
    pricing: null,
    reactions: null,
    edits: null,
    editedAtMs: null,
    revokedAtMs: null,
    decidedById: null,
    clientKey: null,
    acceptedAtMs: null,
    deliveredAtMs: null,
    readAtMs: null,
    playedAtMs: null,
    failedAtMs: null,
    afterId: null,
    replyToId: null,
    attempts: 0,
    dueAtMs: null,
    wakeupAtMs: null,
    leaseUntilMs: null,
    version: 1,
  });
}
