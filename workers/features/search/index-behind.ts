import type { Context } from '../../context.ts';
import { listBehind } from '../../platform/outbox/list-behind.ts';
import { sendInBatches } from '../../platform/send-in-batches.ts';
import { listCompanyIds } from '../access/index.ts';
import { selectIndexedSeqs } from './queries.ts';
import { searchJob } from './wake-index.ts';

/** Log rows younger than this are left to the job that their writer woke, in milliseconds. Ours. */
const SETTLED_AFTER_MS = 10_000;
/** An index further behind than this is worth a warning, in milliseconds. Ours: two turns of the cron. */
const LATE_AFTER_MS = 150_000;

/** Wakes the index of every company whose log goes on beyond it: jobs get lost, and statuses wake nothing. */
export async function indexBehind(
  ctx: Pick<Context, 'directory' | 'system' | 'clock' | 'queues' | 'log'>,
): Promise<void> {
  const { tenants, search } = ctx.system;
  const nowMs = ctx.clock.nowMs();
  const read = { tenants, cursorsIn: [search], selectCursors: selectIndexedSeqs };
  const behind = await listBehind(await listCompanyIds(ctx.directory), nowMs - SETTLED_AFTER_MS, read);
  for (const { companyId, seq, atMs } of behind) {
    const lagMs = nowMs - atMs;
    if (lagMs > LATE_AFTER_MS) ctx.log.warn('search.behind', { companyId, lagMs, seq });
  }
  await sendInBatches(
    ctx.queues.jobs,
    behind.map(({ companyId, seq }) => searchJob(companyId, seq)),
  );
}
