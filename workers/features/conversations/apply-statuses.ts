import type { StatusUpdate } from '../../channels/port.ts';
import type { Change } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { appendToLog, logged, loggedSeq } from '../../platform/outbox/queries.ts';
import type { CommittedChange } from '../../platform/realtime.ts';
import { insertChannelEvents, planTraffic, type SeenTraffic } from '../channels/index.ts';
import { isAmendment } from './arrival.rules.ts';
import { isNews, isOfOneMember, mergeStatuses } from './merge-statuses.ts';
import { obeyReports } from './obey-reports.ts';
import { followReactions } from './own-reactions.ts';
import { messageOf } from './present.ts';
import { isAnswered, isFinished, isOfAnEarlierTry, type MessageRow } from './rules.ts';
import { settleAmendments } from './settle-amendments.ts';
import {
  applyPending,
  insertPending,
  learnExternalId,
  moveStatuses,
  selectReportedMessages,
  statusDedupeKey,
  type StatusReport,
} from './status-queries.ts';
import { wakeSuccessor } from './wake-message.ts';

/** A status on a channel of ours. */
export interface ReportedStatus {
  update: StatusUpdate;
  channelId: string;
  receivedAtMs: number;
}

/**
 * Applies delivery statuses of one company. A status of a message that is not there waits for it; as long as it
 * waits, it is listed under the channel, because the message may have been sent by something else than Recado. `seen` is
 * noted in the same batch.
 */
export async function applyStatuses(
  ctx: Pick<
    Context,
    'tenant' | 'ids' | 'clock' | 'publish' | 'queues' | 'log' | 'channels' | 'bindings' | 'crashPoint'
  >,
  companyId: string,
  reported: readonly ReportedStatus[],
  seen: readonly SeenTraffic[] = [],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([
    selectReportedMessages(
      db,
      reported.map(({ update, channelId }) => ({
        channelId,
        externalId: update.externalId,
        conversationId: update.ours?.conversationId ?? null,
        messageId: update.ours?.messageId ?? null,
      })),
    ),
  ]);
  const before = new Map(
    rowsOf<MessageRow & { reportedExternalId: string; reportedMessageId: string | null }>(found).map(
      (row) => [`${row.channelId} ${row.reportedExternalId} ${row.reportedMessageId}`, row],
    ),
  );
  const messageOfStatus = ({ channelId, update }: ReportedStatus) =>
    before.get(`${channelId} ${update.externalId} ${update.ours?.messageId ?? null}`);
  const known = reported.flatMap((status) => {
    const { update } = status;
    const message = messageOfStatus(status);
    return message === undefined || isOfOneMember(update) || isOfAnEarlierTry(message, update)
      ? []
      : [{ message, update }];
  });
  const foreign = reported.filter(
    (status) => messageOfStatus(status) === undefined || isOfOneMember(status.update),
  );
  const news = newsOf(known);
  const unnamed = known.filter(
    ({ message, update }) =>
      message.externalId === null ||
      (!isAnswered(message.status) && message.externalId !== update.externalId),
  );
  const named = [
    ...foreign.map(({ channelId, update }) => ({ channelId, externalId: update.externalId })),
    ...unnamed.map(({ message, update }) => ({
      channelId: message.channelId,
      externalId: update.externalId,
    })),
  ];

  await ctx.crashPoint('status.read');
  const traffic = planTraffic(db, companyId, seen);
  const results = await db.batch([
    ...(news.length === 0
      ? []
      : [moveStatuses(db, news), appendToLog(db, ctx.clock.nowMs(), changesOf(news, known))]),
    ...unnamed.map(({ message, update }) =>
      learnExternalId(db, {
        conversationId: message.conversationId,
        id: message.id,
        seenExternalId: message.externalId,
        externalId: update.externalId,
      }),
    ),
    ...(foreign.length === 0 ? [] : keepForeign(ctx, companyId, foreign)),
    ...traffic.statements,
    ...(named.length === 0 ? [] : applyPending(db, named, { logAtMs: ctx.clock.nowMs() })),
  ]);
  traffic.remember();
  await ctx.crashPoint('status.committed');
  if (news.length > 0) await tell(ctx, companyId, logged(results[1]), rowsOf<MessageRow>(results[0]));
  // Messages that were committed since we read, or that we know by their name only now: their log row was just written.
  const [applied, lateLog] = named.length === 0 ? [] : results.slice(-4);
  const late = rowsOf<MessageRow>(applied);
  if (late.length > 0) await tell(ctx, companyId, { seq: loggedSeq(lateLog) }, late);
  await ctx.crashPoint('status.told');
  const moved = news.length === 0 ? late : [...rowsOf<MessageRow>(results[0]), ...late];
  await followReactions(ctx, companyId, moved);
  for (const { message, update } of unnamed) {
    await settleAmendments(ctx, companyId, { ...message, externalId: update.externalId });
  }
  await obeyReports(
    ctx,
    companyId,
    known.filter(({ message }) => news.some(({ id }) => id === message.id)),
  );
  for (const { message } of known) {
    if (!isFinished(message.status)) await wakeSuccessor(ctx, companyId, message);
  }
}

function newsOf(known: readonly { message: MessageRow; update: StatusUpdate }[]): StatusReport[] {
  const before = new Map(known.map(({ message }) => [message.id, message]));
  return mergeStatuses(known).filter((report) => {
    const message = before.get(report.id);
    return message !== undefined && isNews(message, report);
  });
}

/** A reaction of ours is told of as its message. */
function changesOf(news: readonly StatusReport[], known: readonly { message: MessageRow }[]): Change[] {
  const reactions = new Set(known.flatMap(({ message }) => (isAmendment(message.type) ? [message.id] : [])));
  const shown = news.filter(({ id }) => !reactions.has(id));
  return shown.map(({ id, conversationId }) => ({
    entity: 'message',
    id,
    conversationId,
    change: 'updated',
  }));
}

function keepForeign(
  ctx: Pick<Context, 'tenant' | 'ids'>,
  companyId: string,
  foreign: readonly ReportedStatus[],
): D1PreparedStatement[] {
  const db = ctx.tenant(companyId);
  return [
    insertPending(
      db,
      foreign
        .filter(({ update }) => !isOfOneMember(update))
        .map(({ update, channelId, receivedAtMs }) => ({
          channelId,
          externalId: update.externalId,
          status: update.status,
          atMs: update.atMs,
          error: update.error === null ? null : JSON.stringify(update.error),
          pricing: update.pricing === null ? null : JSON.stringify(update.pricing),
          receivedAtMs,
        })),
    ),
    insertChannelEvents(
      db,
      foreign.map(({ update, channelId, receivedAtMs }) => ({
        channelId,
        id: ctx.ids.next('ev'),
        kind: 'status',
        field: 'messages',
        name: update.status,
        externalId: update.externalId,
        dedupeKey: statusDedupeKey(update),
        payload: update.payload,
        occurredAtMs: update.atMs,
        receivedAtMs,
      })),
    ),
  ];
}

async function tell(
  ctx: Pick<Context, 'publish'>,
  companyId: string,
  log: Pick<CommittedChange, 'seq' | 'isFollowed'>,
  moved: readonly MessageRow[],
): Promise<void> {
  await ctx.publish(companyId, {
    ...log,
    conversations: [],
    messages: moved
      .filter(({ type }) => !isAmendment(type))
      .map((row) => ({ event: 'message.updated', message: messageOf(row) })),
    contacts: [],
  });
}
