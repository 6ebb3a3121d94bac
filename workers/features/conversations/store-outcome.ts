import type { SendOutcome } from '../../channels/port.ts';
import type { MessageHold } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { batchOf } from '../../platform/db/batch-of.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { deleteWakeups, insertWakeups } from '../../platform/wakeups/queries.ts';
import { noteSendErrors, planTraffic } from '../channels/index.ts';
import { decideOutcome, type Decision } from './decide-outcome.ts';
import { endOfTry, withEndedTry } from './journal.ts';
import { MOVED_MESSAGE } from './list-queries.ts';
import { mayMoveToGiven } from './message-moves.ts';
import { afterMove, toldMove } from './own-reactions.ts';
import { LONGEST_QUEUE_WAIT_MS, type MessageRow } from './rules.ts';
import { messages } from './schema.ts';
import { settleAmendments } from './settle-amendments.ts';
import { applyPending } from './status-queries.ts';
import { messageWakeup, WAKEUP_MARGIN_MS, wakeSuccessor, type MessageRef } from './wake-message.ts';

type OutcomeContext = Pick<
  Context,
  'tenant' | 'directory' | 'clock' | 'queues' | 'publish' | 'log' | 'metrics' | 'crashPoint'
>;

/** One try to send: no other claim of the message has the same lease. */
export interface Claim extends MessageRef {
  leaseUntilMs: number;
}

/**
 * Writes down how a send ended, tells the agents, and lets the next message of the conversation go. May be called
 * again with the same outcome: a message that is no longer being sent, or is being sent again, is left as it is.
 */
export async function storeOutcome(
  ctx: OutcomeContext,
  companyId: string,
  claim: Claim,
  outcome: SendOutcome,
  atMs: number,
): Promise<JobEnd> {
  const db = ctx.tenant(companyId);
  const ref: MessageRef = { conversationId: claim.conversationId, id: claim.id };
  const [found] = await db.batch([selectMessage(db, ref)]);
  const [before] = rowsOf<MessageRow>(found);
  if (before === undefined) return { kind: 'done' };
  const decision = decideOutcome(outcome, before.attempts, atMs, Math.random());
  const wakeupAtMs = decision.dueAtMs === null ? null : decision.dueAtMs + WAKEUP_MARGIN_MS;
  await moveWakeup(ctx, companyId, ref, null, wakeupAtMs);
  await ctx.crashPoint('outcome.wakeup_written');

  const seen =
    outcome.kind === 'accepted'
      ? [{ channelId: before.channelId, traffic: 'lastSendAtMs' as const, atMs }]
      : [];
  const traffic = planTraffic(db, companyId, seen);
  const hold = outcome.kind === 'accepted' ? (outcome.hold ?? null) : null;
  const ending: Ending = { decision, outcome: outcome.kind, hold, wakeupAtMs, atMs };
  const results = await commit(db, claim, before, ending, traffic.statements);
  traffic.remember();
  await ctx.crashPoint('outcome.committed');
  const rows = [...results.finished, ...results.pending]
    .flatMap((result) => rowsOf<MessageRow>(result))
    .filter((row) => row.id === ref.id);
  const row = rows.at(-1);
  const { externalId } = decision;
  if (externalId !== null) await settleAmendments(ctx, companyId, { ...before, externalId });
  if (row === undefined) {
    await wakeSuccessor(ctx, companyId, ref);
    return { kind: 'done' };
  }
  await ctx.publish(companyId, toldMove(row, results.after));
  await ctx.crashPoint('outcome.told');
  await moveWakeup(ctx, companyId, ref, before.wakeupAtMs, null);
  await ctx.crashPoint('outcome.wakeup_deleted');
  await noteOutcome(ctx, companyId, before, outcome, atMs);
  const waitMs = decision.dueAtMs === null ? null : decision.dueAtMs - atMs;
  if (waitMs !== null && waitMs > LONGEST_QUEUE_WAIT_MS) return { kind: 'done' };
  if (decision.dueAtMs !== null) {
    return { kind: 'again', afterSeconds: Math.max(1, Math.ceil((decision.dueAtMs - atMs) / 1_000)) };
  }
  await wakeSuccessor(ctx, companyId, ref);
  return { kind: 'done' };
}

/** What the end of a send says of the channel itself. Never fails. */
async function noteOutcome(
  ctx: OutcomeContext,
  companyId: string,
  before: MessageRow,
  outcome: SendOutcome,
  atMs: number,
): Promise<void> {
  const { channelId } = before;
  if (outcome.kind === 'rejected')
    await noteSendErrors(ctx, companyId, channelId, [{ error: outcome.error, atMs }]);
}

/** What is written down of the end of a try. */
interface Ending {
  decision: Decision;
  outcome: SendOutcome['kind'];
  hold: MessageHold['reason'] | null;
  wakeupAtMs: number | null;
  atMs: number;
}

async function commit(
  db: TenantDb,
  claim: Claim,
  before: MessageRow,
  ending: Ending,
  traffic: D1PreparedStatement[],
): Promise<Record<'finished' | 'pending' | 'after', D1Result[]>> {
  const { decision, atMs } = ending;
  const { externalId } = decision;
  try {
    return await batchOf(db, {
      finished: [finishMessage(db, claim, ending)],
      pending: externalId === null ? [] : applyPending(db, [{ channelId: before.channelId, externalId }]),
      traffic,
      after: afterMove(db, before, atMs),
    });
  } catch (error) {
    // A provider's id that another message has already: keep the outcome, leave the name to its owner.
    if (!(error instanceof ConflictError) || externalId === null) throw error;
    return commit(db, claim, before, { ...ending, decision: { ...decision, externalId: null } }, traffic);
  }
}

function selectMessage(db: TenantDb, ref: MessageRef): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(messages, 'm')} FROM messages m
     WHERE m.company_id = ?1 AND m.conversation_id = ?2 AND m.id = ?3`,
    ref.conversationId,
    ref.id,
  );
}

/**
 * A status may have been faster than the provider's answer, and has told more: then nothing is changed. What is held back
 * counts as accepted only when a status says that it went out.
 */
function finishMessage(
  db: TenantDb,
  claim: Claim,
  { decision, outcome, hold, wakeupAtMs, atMs }: Ending,
): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET status = ?4, error = ?5, external_id = coalesce(?6, external_id),
       accepted_at_ms = iif(?4 = 'sent' AND ?13 IS NULL, coalesce(accepted_at_ms, ?7), accepted_at_ms),
       failed_at_ms = iif(?4 = 'failed', ?7, failed_at_ms),
       attempts = ?8, due_at_ms = ?9, wakeup_at_ms = ?10, journal = ${withEndedTry('?12')},
       version = version + 1
     WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND lease_until_ms = ?11
       AND ${mayMoveToGiven('answer', '?4')}
     RETURNING ${MOVED_MESSAGE}`,
    claim.conversationId,
    claim.id,
    decision.status,
    decision.error === null ? null : JSON.stringify(decision.error),
    decision.externalId,
    atMs,
    decision.attempts,
    decision.dueAtMs,
    wakeupAtMs,
    claim.leaseUntilMs,
    endOfTry({
      endedAtMs: atMs,
      outcome,
      ...(decision.error === null ? {} : { code: decision.error.code, title: decision.error.title }),
      ...(hold === null ? {} : { hold }),
      ...(decision.dueAtMs === null ? {} : { againAtMs: decision.dueAtMs }),
    }),
    hold,
  );
}

async function moveWakeup(
  ctx: Pick<Context, 'directory'>,
  companyId: string,
  ref: MessageRef,
  fromMs: number | null,
  toMs: number | null,
): Promise<void> {
  const wakeup = (dueAtMs: number) => messageWakeup(companyId, ref, dueAtMs);
  await ctx.directory.batch([
    ...(toMs === null ? [] : [insertWakeups(ctx.directory, [wakeup(toMs)])]),
    ...(fromMs === null ? [] : [deleteWakeups(ctx.directory, [wakeup(fromMs)])]),
  ]);
}
