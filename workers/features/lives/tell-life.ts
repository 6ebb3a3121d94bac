import type { Breaker } from '../../contracts/api/breaker.ts';
import { MAX_COUNTED_BEFORE } from '../../contracts/api/job-place.ts';
import { MAX_PAGE_ROWS } from '../../contracts/api/list.ts';
import {
  MAX_JOURNAL_ENTRIES,
  type LifeDeadLetter,
  type MessageCause,
  type MessageLife,
  type QueuePlace,
} from '../../contracts/api/message-life.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { firstIdOf, timeOfId } from '../../platform/ids.ts';
import { countWakeupsBefore } from '../../platform/wakeups/queries.ts';
import { getBreaker } from '../channels/index.ts';
import {
  MAX_SEND_ATTEMPTS,
  messageOf,
  readJournal,
  WAKEUP_MARGIN_MS,
  windowEndsAt,
} from '../conversations/index.ts';
import type { DeadLetterRow } from '../dead-letters/index.ts';
import { eventOfKey } from '../incoming-events/index.ts';
import { placeJob } from '../operations/index.ts';
import { findLiving } from './find-living.ts';
import { readTold } from './list-told.ts';
import { selectCause, selectLettersOf, type CauseRow, type LivingRow } from './queries.ts';
import { isFetching, lastFetch, nextStepOf, standsSince } from './next-step.ts';

type LifeContext = Pick<
  Context,
  'bindings' | 'tenant' | 'directory' | 'clock' | 'log' | 'metrics' | 'queues'
>;

/** Where a message is, what happened to it, and what will happen next. By our own id or by the provider's. */
export async function tellLife(
  ctx: LifeContext,
  companyId: string,
  anyId: string,
  { seesWebhooks }: { seesWebhooks: boolean },
): Promise<MessageLife> {
  const db = ctx.tenant(companyId);
  const row = await findLiving(db, anyId);
  if (row === null) throw new NotFoundError('message');
  const message = messageOf(row);
  const journal = readJournal(row);
  const [letters, { place, stops }, told, cause] = await Promise.all([
    ctx.directory.batch([
      selectLettersOf(ctx.directory, companyId, row.id, firstIdOf('dl', timeOfId(row.id))),
    ]),
    findPlace(ctx, row),
    seesWebhooks ? readTold(db, row.id, { limit: MAX_PAGE_ROWS }) : null,
    findCause(db, row),
  ]);
  const { earlierCount, leaseUntilMs, dueAtMs, acceptedAtMs, attempts } = row;
  return {
    message,
    sinceMs: standsSince(message, journal, acceptedAtMs),
    acceptedAtMs,
    attempts,
    maxAttempts: MAX_SEND_ATTEMPTS,
    journal,
    isJournalCut: journal.length >= MAX_JOURNAL_ENTRIES,
    next: nextStepOf({
      message,
      journal,
      earlierCount,
      leaseUntilMs,
      dueAtMs,
      stops,
      windowEndsAtMs: windowEndsAt(row.lastInboundAtMs),
      nowMs: ctx.clock.nowMs(),
    }),
    place,
    told: told?.items ?? null,
    toldCursor: told?.nextCursor ?? null,
    cause,
    deadLetters: rowsOf<DeadLetterRow>(letters[0]).map(letterOf),
  };
}

interface Whereabouts {
  place: QueuePlace | null;
  /** What keeps its number from sending. */
  stops: readonly Breaker[];
}

/** How far it is from being sent, or its file from being here; null where neither is to come. */
async function findPlace(ctx: LifeContext, row: LivingRow): Promise<Whereabouts> {
  if (row.status === 'queued') return placeInSends(ctx, row);
  if (!isFetching(messageOf(row))) return { place: null, stops: [] };
  const last = lastFetch(readJournal(row));
  const place = await placeJob(ctx, 'media', {
    queuedAtMs: last?.endedAtMs ?? timeOfId(row.id),
    dueAtMs: last?.againAtMs ?? null,
  });
  return { place: { ...place, earlierInConversation: 0, waitingOnNumber: 0 }, stops: [] };
}

async function placeInSends(ctx: LifeContext, row: LivingRow): Promise<Whereabouts> {
  const dueAtMs = row.wakeupAtMs ?? row.sentAtMs + WAKEUP_MARGIN_MS;
  const [[counted], { stops, waitingCount }] = await Promise.all([
    ctx.directory.batch([countWakeupsBefore(ctx.directory, 'message.send', dueAtMs, MAX_COUNTED_BEFORE)]),
    getBreaker(ctx, row.companyId, row.channelId),
  ]);
  const place = await placeJob(ctx, 'messages-urgent', {
    queuedAtMs: row.sentAtMs,
    dueAtMs: row.dueAtMs,
    // Sends have wake-ups from their first minute's end on: those of this conversation count before that too.
    before: Math.max(rowsOf<{ count: number }>(counted)[0]?.count ?? 0, row.earlierCount),
  });
  return {
    place: { ...place, earlierInConversation: row.earlierCount, waitingOnNumber: waitingCount },
    stops,
  };
}

async function findCause(db: TenantDb, { clientKey }: LivingRow): Promise<MessageCause | null> {
  const event = eventOfKey(clientKey);
  if (event === null) return null;
  const [found] = await db.batch([selectCause(db, event)]);
  const [row] = rowsOf<CauseRow>(found);
  return {
    ...event,
    sourceName: row?.sourceName ?? null,
    type: row?.type ?? null,
    receivedAtMs: row?.receivedAtMs ?? null,
  };
}

function letterOf(row: DeadLetterRow): LifeDeadLetter {
  const { id, lane, kind, code, detail, state, createdAtMs } = row;
  return { id, lane, kind, code, detail, state, createdAtMs };
}
