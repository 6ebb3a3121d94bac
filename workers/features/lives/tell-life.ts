import {
  MAX_COUNTED_SENDS,
  type LifeDeadLetter,
  type MessageLife,
  type QueuePlace,
} from '../../contracts/api/message-life.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { firstIdOf, timeOfId } from '../../platform/ids.ts';
import { selectLoggedConversation } from '../../platform/outbox/queries.ts';
import { countWakeupsBefore } from '../../platform/wakeups/queries.ts';
import { getBreaker, listChannelIds } from '../channels/index.ts';
import { MAX_SEND_ATTEMPTS, messageOf, readJournal, windowEndsAt } from '../conversations/index.ts';
import type { DeadLetterRow } from '../dead-letters/index.ts';
import { watchLane } from '../operations/index.ts';
import { selectLettersOf, selectLiving, selectLivingByExternalId, type LivingRow } from './queries.ts';
import { nextStepOf, standsSince, waitOf } from './next-step.ts';

type LifeContext = Pick<
  Context,
  'bindings' | 'tenant' | 'directory' | 'clock' | 'log' | 'metrics' | 'queues'
>;

/** Where a message is, what happened to it, and what will happen next. By our own id or by the provider's. */
export async function tellLife(ctx: LifeContext, companyId: string, anyId: string): Promise<MessageLife> {
  const row = await find(ctx.tenant(companyId), anyId);
  if (row === undefined) throw new NotFoundError('message');
  const nowMs = ctx.clock.nowMs();
  const message = messageOf(row);
  const journal = readJournal(row);
  const [letters, place] = await Promise.all([
    ctx.directory.batch([
      selectLettersOf(ctx.directory, companyId, row.id, firstIdOf('dl', timeOfId(row.id))),
    ]),
    row.status === 'queued' ? findPlace(ctx, companyId, row) : null,
  ]);
  const { earlierCount, leaseUntilMs, dueAtMs, acceptedAtMs, attempts } = row;
  return {
    message,
    sinceMs: standsSince(message, journal, acceptedAtMs),
    acceptedAtMs,
    attempts,
    maxAttempts: MAX_SEND_ATTEMPTS,
    journal,
    next: nextStepOf({
      message,
      journal,
      earlierCount,
      leaseUntilMs,
      dueAtMs,
      windowEndsAtMs: windowEndsAt(row.lastInboundAtMs),
      nowMs,
    }),
    place,
    deadLetters: rowsOf<DeadLetterRow>(letters[0]).map(letterOf),
  };
}

/** How far a queued message is from being sent. */
async function findPlace(ctx: LifeContext, companyId: string, row: LivingRow): Promise<QueuePlace> {
  const nowMs = ctx.clock.nowMs();
  const dueAtMs = row.wakeupAtMs ?? nowMs;
  const [[counted], lane, { waitingCount }] = await Promise.all([
    ctx.directory.batch([countWakeupsBefore(ctx.directory, 'message.send', dueAtMs, MAX_COUNTED_SENDS)]),
    watchLane(ctx, 'messages-urgent'),
    getBreaker(ctx, companyId, row.channelId),
  ]);
  return {
    earlierInConversation: row.earlierCount,
    sendsBefore: rowsOf<{ count: number }>(counted)[0]?.count ?? 0,
    waitingOnNumber: waitingCount,
    waitingInLane: lane?.waiting ?? null,
    estimatedSeconds: waitOf(lane?.estimatedWaitSeconds ?? null, row.dueAtMs, nowMs),
  };
}

async function find(db: TenantDb, anyId: string): Promise<LivingRow | undefined> {
  if (!anyId.startsWith('msg_')) {
    const [found] = await db.batch([selectLivingByExternalId(db, await listChannelIds(db), anyId)]);
    return rowsOf<LivingRow>(found)[0];
  }
  const [logged] = await db.batch([selectLoggedConversation(db, anyId, timeOfId(anyId))]);
  const [conversation] = rowsOf<{ id: string }>(logged);
  if (conversation === undefined) return undefined;
  const [found] = await db.batch([selectLiving(db, { conversationId: conversation.id, id: anyId })]);
  return rowsOf<LivingRow>(found)[0];
}

function letterOf(row: DeadLetterRow): LifeDeadLetter {
  const { id, lane, kind, code, detail, state, createdAtMs } = row;
  return { id, lane, kind, code, detail, state, createdAtMs };
}
