import type { Context } from '../../context.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import type { AlertPlan } from './plan-alerts.ts';

/** Commits a plan in a batch of its own, and tells it. Gives the results of its statements. */
export async function commitAlerts(
  ctx: Pick<Context, 'clock' | 'publish'>,
  db: TenantDb,
  { statements, changes }: AlertPlan,
): Promise<D1Result[]> {
  if (statements.length === 0) return [];
  const results = await db.batch([...statements, appendToLog(db, ctx.clock.nowMs(), changes)]);
  await ctx.publish(db.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    alerts: changes.map(({ id }) => id),
  });
  return results;
}
