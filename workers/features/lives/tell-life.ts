import type { LifeDeadLetter, MessageLife } from '../../contracts/api/message-life.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { firstIdOf, timeOfId } from '../../platform/ids.ts';
import { selectLoggedConversation } from '../../platform/outbox/queries.ts';
import { listChannelIds } from '../channels/index.ts';
import { MAX_SEND_ATTEMPTS, messageOf, readJournal, windowEndsAt } from '../conversations/index.ts';
import type { DeadLetterRow } from '../dead-letters/index.ts';
import { watchLane } from '../operations/index.ts';
import { selectLettersOf, selectLiving, selectLivingByExternalId, type LivingRow } from './queries.ts';
import { nextStepOf, standsSince } from './next-step.ts';

/** Where a message is, what happened to it, and what will happen next. By our own id or by the provider's. */
export async function tellLife(
  ctx: Pick<Context, 'tenant' | 'directory' | 'clock' | 'log' | 'metrics' | 'queues'>,
  companyId: string,
  anyId: string,
): Promise<MessageLife> {
  const row = await find(ctx.tenant(companyId), anyId);
  if (row === undefined) throw new NotFoundError('message');
  const nowMs = ctx.clock.nowMs();
  const message = messageOf(row);
  const journal = readJournal(row);
  const [letters, lane] = await Promise.all([
    ctx.directory.batch([
      selectLettersOf(ctx.directory, companyId, row.id, firstIdOf('dl', timeOfId(row.id))),
    ]),
    row.status === 'queued' ? watchLane(ctx, 'messages-urgent') : null,
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
    place:
      lane === null
        ? null
        : {
            earlierInConversation: earlierCount,
            waitingInLane: lane.waiting,
            estimatedSeconds: lane.estimatedWaitSeconds,
          },
    deadLetters: rowsOf<DeadLetterRow>(letters[0]).map(letterOf),
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
