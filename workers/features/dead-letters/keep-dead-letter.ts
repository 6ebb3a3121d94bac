import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { mask } from '../../platform/security/mask.ts';
import { insertDeadLetter, reopenDeadLetter, type DeadLetterRow } from './queries.ts';
import { labelJob } from './label-job.ts';
import { sealBody } from './seal-body.ts';

/** A job that ended without being done. */
export interface FailedJob {
  lane: string;
  messageId: string;
  attempts: number;
  /** For programs. */
  code: string;
  /** For people; is masked here. */
  detail: string;
  body: unknown;
}

/** Where letters wait while the database takes none. */
export const KEPT_PREFIX = 'dead-letters/';
/** Ours: a sentence or two. */
const MAX_DETAIL_CHARACTERS = 1_000;

/**
 * Keeps what no consumer could do: in the directory, or in the archive bucket while the database does not answer.
 * Throws when neither takes it: then the queue keeps the message. Nothing is ever just dropped.
 */
export async function keepDeadLetter(
  ctx: Pick<Context, 'archive' | 'clock' | 'directory' | 'envelope' | 'ids' | 'log'>,
  job: FailedJob,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const { deadLetterId, ...about } = labelJob(job.body);
  const { lane, messageId, attempts, code } = job;
  const detail = mask(job.detail.slice(0, MAX_DETAIL_CHARACTERS));
  ctx.log.error('queue.dead_letter', new Error(detail), {
    lane,
    kind: about.kind,
    messageId,
    attempts,
    code,
  });
  if (deadLetterId !== null) {
    const again = { id: deadLetterId, code, detail, attempts, changedAtMs: nowMs };
    const [reopened] = await ctx.directory.batch([reopenDeadLetter(ctx.directory, again)]);
    if (rowsOf(reopened).length > 0) return;
  }
  const id = ctx.ids.next('dl');
  const row: DeadLetterRow = {
    id,
    ...about,
    lane,
    code,
    detail,
    attempts,
    messageId,
    bodySealed: await sealBody(ctx, { id, companyId: about.companyId }, job.body),
    state: 'open',
    redrives: 0,
    createdAtMs: nowMs,
    changedAtMs: nowMs,
    changedById: null,
    reason: null,
  };
  try {
    await ctx.directory.batch([insertDeadLetter(ctx.directory, row)]);
  } catch (error) {
    ctx.log.warn('queue.dead_letter_kept_aside', { messageId, error });
    await ctx.archive.put(`${KEPT_PREFIX}${messageId}.json`, JSON.stringify(row));
  }
}
