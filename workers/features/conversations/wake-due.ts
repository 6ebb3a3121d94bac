import type { Context } from '../../context.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { endOfTry, withEndedTry } from './journal.ts';
import { explainLostOutcome } from './lost-outcome.ts';
import { listed } from './list-conversations.ts';
import { selectByIds, selectMessagesByRefs, type ListedConversation } from './list-queries.ts';
import { MOVED_MESSAGE } from './list-queries.ts';
import { mayMoveTo } from './message-moves.ts';
import { afterMove, toldMove } from './own-reactions.ts';
import type { ConversationRow, MessageRow } from './rules.ts';
import { conversations } from './schema.ts';
import { readRef, wakeMessage, wakeSuccessor } from './wake-message.ts';

/** When to look at a wake-up again, in milliseconds since 1970; null when it is done with. */
export type NextLook = number | null;

/** How long after a sweep the next look at a message that still waits is, in milliseconds. Ours. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Looks at messages whose wake-up is due: one that still waits is queued again (its queue message was lost), one
 * whose lease ran out while it was being sent becomes `unknown`, never `queued`: it may have been sent.
 */
export async function wakeDueMessages(
  ctx: Pick<Context, 'tenant' | 'clock' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  companyId: string,
  refs: readonly string[],
): Promise<Map<string, NextLook>> {
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const [found] = await db.batch([selectMessagesByRefs(db, refs.map(readRef))]);
  const rows = new Map(rowsOf<MessageRow>(found).map((row) => [`${row.conversationId}/${row.id}`, row]));
  const next = new Map<string, NextLook>();
  for (const ref of refs) {
    const row = rows.get(ref);
    if (row?.status === 'queued') {
      const isDue = row.dueAtMs === null || row.dueAtMs <= nowMs;
      if (isDue) await wakeMessage(ctx, companyId, row);
      next.set(ref, Math.max(nowMs, row.dueAtMs ?? 0) + LOOK_AGAIN_MS);
    } else if (row?.status === 'sending' && (row.leaseUntilMs ?? 0) > nowMs) {
      next.set(ref, row.leaseUntilMs);
    } else {
      if (row?.status === 'sending') await giveUpLease(ctx, companyId, row);
      next.set(ref, null);
    }
  }
  return next;
}

async function giveUpLease(
  ctx: Pick<Context, 'tenant' | 'clock' | 'queues' | 'publish' | 'log' | 'crashPoint'>,
  companyId: string,
  row: MessageRow,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const [updated, ...after] = await db.batch([
    db.statement(
      `UPDATE messages SET status = 'unknown', error = ?4, journal = ${withEndedTry('?6')}, version = version + 1
       WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND ${mayMoveTo('lease', 'unknown')}
         AND lease_until_ms <= ?5
       RETURNING ${MOVED_MESSAGE}`,
      row.conversationId,
      row.id,
      JSON.stringify(explainLostOutcome()),
      nowMs,
      endOfTry({ endedAtMs: nowMs, outcome: 'lost' }),
    ),
    ...afterMove(db, row, nowMs),
  ]);
  await ctx.crashPoint('lease.committed');
  const [moved] = rowsOf<MessageRow>(updated);
  if (moved === undefined) return;
  await ctx.publish(companyId, toldMove(moved, after));
  await wakeSuccessor(ctx, companyId, row);
}

/** Opens conversations whose snooze is over. One that was snoozed again for longer has a wake-up of its own. */
export async function unsnoozeDue(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  companyId: string,
  conversationIds: readonly string[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const [found] = await db.batch([selectByIds(db, conversationIds)]);
  for (const before of rowsOf<ListedConversation>(found)) {
    if (before.status !== 'snoozed' || (before.snoozedUntilMs ?? 0) > nowMs) continue;
    const [updated, logged] = await db.batch([
      db.statement(
        `UPDATE conversations SET status = 'open', snoozed_until_ms = NULL, activity_seq = activity_seq + 1
         WHERE company_id = ?1 AND id = ?2 AND status = 'snoozed' AND snoozed_until_ms <= ?3
         RETURNING ${columnsOf(conversations, 'conversations')}`,
        before.id,
        nowMs,
      ),
      appendToLog(db, nowMs, [{ entity: 'conversation', id: before.id }]),
    ]);
    const [row] = rowsOf<ConversationRow>(updated);
    if (row === undefined) continue;
    await ctx.publish(companyId, {
      seq: loggedSeq(logged),
      conversations: [listed({ ...before, ...row })],
      messages: [],
      contacts: [],
    });
  }
}
