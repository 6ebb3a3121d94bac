import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Context } from '../../context.ts';
import { batchOf } from '../../platform/db/batch-of.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { appendToLog, logged } from '../../platform/outbox/queries.ts';
import type { CommittedChange } from '../../platform/realtime.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { insertChannelEvents, planTraffic, type SeenTraffic } from '../channels/index.ts';
import { joinSeenTogether, storeResolution, toldContact } from '../contacts/index.ts';
import { keepContents } from '../files/index.ts';
import type { MessageSender } from '../../contracts/api/messages.ts';
import { askMembers } from './ask-members.ts';
import { noteAsked, noteMembers, noteOthersGone } from './member-queries.ts';
import { noteAuthors, type GroupAuthor } from './author-queries.ts';
import { unlistAmendments } from './listed-amendments.ts';
import { messageKeys, senderKeys, type ArrivedMessage } from './arrival-keys.ts';
import { planArrivals, type ArrivalPlan, type KnownWorld } from './plan-arrivals.ts';
import { isAmendment } from './arrival.rules.ts';
import { fetchArrivedMedia, isToBeErased, isToBeFetched, rememberMedia } from './fetch-arrived-media.ts';
import { storeAmendments } from './amendment-queries.ts';
import { readKnownWorld } from './known-world.ts';
import { conversationOf, inList, messageOf } from './present.ts';
import {
  conversationIn,
  insertArrived,
  upsertArrivals,
  type ArrivedRow,
  type MessageKey,
  type SenderKey,
} from './receive-queries.ts';
import type { ConversationRow, MessageRow } from './rules.ts';
import { applyPending } from './status-queries.ts';
import { tellConversations } from './tell-conversations.ts';

export type ArrivalContext = Pick<
  Context,
  'tenant' | 'directory' | 'files' | 'ids' | 'clock' | 'publish' | 'queues' | 'log' | 'crashPoint'
>;

/** How often a batch is read again after somebody else was first. Ours: two writers of one contact need one. */
const MAX_READS = 6;

/**
 * Stores messages of one company that were written elsewhere, each once: one read trip, one batch. The batch is plain,
 * so that whoever stores the same message, contact or conversation first makes it fail as a whole; then the world is
 * read again. `seen` is noted in the same batch.
 */
export async function receiveMessages(
  ctx: ArrivalContext,
  companyId: string,
  arrived: readonly ArrivedMessage[],
  seen: readonly SeenTraffic[] = [],
): Promise<void> {
  const keys = { senders: arrived.flatMap(senderKeys), messages: arrived.flatMap(messageKeys) };
  const decide = (world: KnownWorld) =>
    planArrivals(arrived, world, { ids: ctx.ids, companyId, nowMs: ctx.clock.nowMs() });
  await storeArrivals(ctx, companyId, keys, decide, seen);
}

/** Reads what is known under the keys, lets it be decided what to write, and writes that; again if it was in vain. */
export async function storeArrivals(
  ctx: ArrivalContext,
  companyId: string,
  keys: { senders: readonly SenderKey[]; messages: readonly MessageKey[] },
  decide: (world: KnownWorld) => ArrivalPlan,
  seen: readonly SeenTraffic[] = [],
): Promise<void> {
  const keptApart = new Set<string>();
  for (let reads = 1; ; reads++) {
    const world = await readKnownWorld(ctx.tenant(companyId), keys.senders, keys.messages);
    const plan = decide({ ...world, keptApart });
    if (plan.people.joins.length > 0) {
      const { joined, keptApart: parted } = await joinSeenTogether(ctx, companyId, plan.people.joins);
      for (const one of joined) await tellConversations(ctx, companyId, one);
      for (const pair of parted) keptApart.add(pair);
      if (reads === MAX_READS) throw new ConflictError('conflict', 'Somebody is joining these contacts.');
      continue;
    }
    if (plan.changes.length === 0 && plan.amendments.waiting.length === 0) return;
    try {
      return await commit(ctx, companyId, plan, seen);
    } catch (error) {
      if (!(error instanceof ConflictError) || reads === MAX_READS) throw error;
    }
  }
}

async function commit(
  ctx: ArrivalContext,
  companyId: string,
  plan: ArrivalPlan,
  seen: readonly SeenTraffic[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const traffic = planTraffic(db, companyId, seen);
  const { conversations, messages, amendments, members } = plan;
  const ours = messages.filter(({ direction }) => direction === 'outbound');
  const withFiles = [
    ...[...messages, ...amendments.filled].filter(isToBeFetched),
    ...amendments.amended.filter(isToBeErased),
  ];
  const authored = authorsOf(messages);
  await rememberMedia(ctx, companyId, withFiles);
  await keepContents(ctx, companyId, plan.contents);
  const results = await batchOf(db, {
    traffic: traffic.statements,
    people: storeResolution(db, plan.people),
    conversations: conversations.length === 0 ? [] : [upsertArrivals(db, conversations)],
    messages: messages.length === 0 ? [] : [insertArrived(db, messages)],
    members: members.noted.length === 0 ? [] : [noteMembers(db, members.noted)],
    gone:
      members.all === null
        ? []
        : [
            noteOthersGone(
              db,
              members.all,
              members.noted.map(({ contactId }) => contactId),
            ),
          ],
    asked: members.all === null ? [] : [noteAsked(db, { ...members.all, atMs: members.all.askedAtMs })],
    authors: authored.length === 0 ? [] : [noteAuthors(db, authored)],
    // Of what the phone app sent, a status may have been faster.
    statuses: ours.length === 0 ? [] : applyPending(db, ours),
    ...storeAmendments(db, amendments),
    listed: listedIn(db, plan),
    log: [appendToLog(db, ctx.clock.nowMs(), plan.changes)],
  });
  traffic.remember();
  await ctx.crashPoint('arrival.committed');
  await ctx.publish(companyId, {
    ...logged(results.log[0]),
    conversations: conversationsIn(results, plan),
    messages: [
      ...createdIn(companyId, messages, rowsOf<MessageRow>(results.statuses[0])),
      ...results.amended
        .flatMap((result) => rowsOf<MessageRow>(result))
        .map((row) => ({ event: 'message.updated' as const, message: messageOf(row) })),
    ],
    contacts: plan.people.changed.map(toldContact),
  });
  await ctx.crashPoint('arrival.told');
  await fetchArrivedMedia(ctx, companyId, withFiles);
  await askMembers(
    ctx,
    companyId,
    conversations
      .filter(({ isNew, contactId }) => isNew && plan.contactById.get(contactId)?.kind === 'group')
      .map(({ id }) => id),
  );
}

/** Who wrote in which group, each once, with when they wrote last. */
function authorsOf(rows: readonly ArrivedRow[]) {
  const authors = new Map<string, GroupAuthor & { conversationId: string }>();
  for (const { conversationId, sender, sentAtMs } of rows) {
    if (sender === null) continue;
    // Sound: only this feature writes the column.
    const { contactId, name } = JSON.parse(sender) as MessageSender;
    if (contactId === null) continue;
    const key = `${conversationId} ${contactId}`;
    const wroteAtMs = Math.max(sentAtMs, authors.get(key)?.wroteAtMs ?? 0);
    authors.set(key, { conversationId, contactId, name, wroteAtMs });
  }
  return [...authors.values()];
}

/** A deletion that waits takes with it what the message was edited to before. */
function listedIn(db: TenantDb, { listed, amendments }: ArrivalPlan): D1PreparedStatement[] {
  const deleted = amendments.waiting.filter(({ amendment }) => amendment.kind === 'revoke');
  const gone = deleted.map(({ channelId, externalId }) => ({ channelId, externalId, kind: 'edit' as const }));
  return [
    ...(listed.length === 0 ? [] : [insertChannelEvents(db, listed)]),
    ...(gone.length === 0 ? [] : [unlistAmendments(db, gone)]),
  ];
}

/** Each conversation as the last statement left it. */
function conversationsIn(
  results: Record<'conversations' | 'previews' | 'asked', readonly D1Result[]>,
  plan: ArrivalPlan,
): Conversation[] {
  const arrived = results.conversations.flatMap((result) => rowsOf<{ conversation: string }>(result));
  const rows = [
    ...arrived.map(({ conversation }) => conversationIn(conversation)),
    ...[...results.previews, ...results.asked].flatMap((result) => rowsOf<ConversationRow>(result)),
  ];
  return [...new Map(rows.map((row) => [row.id, row])).values()].flatMap((row) => {
    const contact = plan.contactById.get(row.contactId);
    return contact === undefined ? [] : [conversationOf(row, inList(contact), null)];
  });
}

/**
 * What shows in a thread by itself; `moved` are those of which a status was there before them. An import has thousands of
 * old messages: it is told by its conversations alone.
 */
function createdIn(
  companyId: string,
  rows: readonly ArrivedRow[],
  moved: readonly MessageRow[],
): CommittedChange['messages'] {
  const movedById = new Map(moved.map((row) => [row.id, row]));
  return rows
    .filter(({ type, origin }) => !isAmendment(type) && origin !== 'history')
    .map((row) => ({
      event: 'message.created',
      message: messageOf(movedById.get(row.id) ?? wholeRow(companyId, row)),
    }));
}

function wholeRow(companyId: string, arrived: ArrivedRow): MessageRow {
  const { seen: _, ...row } = arrived;
  return {
    ...row,
    companyId,
    authorId: null,
    pricing: null,
    decidedById: null,
    clientKey: null,
    deliveredAtMs: null,
    readAtMs: null,
    playedAtMs: null,
    failedAtMs: null,
    afterId: null,
    journal: null,
    attempts: 0,
    dueAtMs: null,
    wakeupAtMs: null,
    leaseUntilMs: null,
    version: 1,
  };
}
