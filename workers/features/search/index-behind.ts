import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { eventsOf, selectLogAfter, seqOf } from '../../platform/outbox/queries.ts';
import { listCompanyIds } from '../access/index.ts';
import { selectIndexedSeq } from './queries.ts';
import { searchJob } from './wake-index.ts';

/** Log rows younger than this are left to the job that their writer woke, in milliseconds. Ours. */
const SETTLED_AFTER_MS = 10_000;
/** An index further behind than this is worth a warning, in milliseconds. Ours: two turns of the cron. */
const LATE_AFTER_MS = 150_000;

/** Wakes the index of every company whose log goes on beyond it: jobs get lost, and statuses wake nothing. */
export async function indexBehind(
  ctx: Pick<Context, 'directory' | 'tenant' | 'search' | 'clock' | 'queues' | 'log'>,
): Promise<void> {
  for (const companyId of await listCompanyIds(ctx.directory)) {
    const tenant = ctx.tenant(companyId);
    const search = ctx.search(companyId);
    const [cursor] = await search.batch([selectIndexedSeq(search)]);
    const [next] = await tenant.batch([
      selectLogAfter(tenant, rowsOf(cursor).length === 0 ? 0 : seqOf(cursor), 1),
    ]);
    const [oldest] = eventsOf(next);
    if (oldest === undefined) continue;
    const lagMs = ctx.clock.nowMs() - oldest.atMs;
    if (lagMs < SETTLED_AFTER_MS) continue;
    if (lagMs > LATE_AFTER_MS) ctx.log.warn('search.behind', { companyId, lagMs, seq: oldest.seq });
    await ctx.queues.jobs.send(searchJob(companyId, oldest.seq));
  }
}
