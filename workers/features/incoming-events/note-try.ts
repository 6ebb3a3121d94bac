import type { IncomingEventJob } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import type { JobFailure } from '../../platform/job-end.ts';
import { writeTry } from './queries.ts';
import { wordsForFailure } from './rules.ts';

/** Writes on an event that its job has failed: when it is tried again, or that it was given up. */
export async function noteTry(
  ctx: Pick<Context, 'clock' | 'tenant'>,
  { companyId, ref }: Pick<IncomingEventJob, 'companyId' | 'ref'>,
  { code, againAtMs }: JobFailure,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const { sourceId, eventId } = ref;
  const detail = wordsForFailure(code, againAtMs !== null);
  await db.batch([
    writeTry(db, { sourceId, id: eventId, code, detail, nextTryAtMs: againAtMs, atMs: ctx.clock.nowMs() }),
  ]);
}
