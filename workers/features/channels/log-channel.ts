import type { Change } from '../../contracts/api/events.ts';
import type { Context } from '../../context.ts';
import type { Statement } from '../../platform/db/bind.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';

/** Commits what changes a channel and, beside it, alerts; and tells it. */
export async function logChannel(
  ctx: Pick<Context, 'clock' | 'publish'>,
  db: TenantDb,
  id: string,
  statements: readonly Statement[],
  alerts: readonly Extract<Change, { entity: 'alert' }>[] = [],
): Promise<void> {
  const results = await db.batch([
    ...statements,
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'channel', id }, ...alerts]),
  ]);
  await ctx.publish(db.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    channels: [id],
    ...(alerts.length === 0 ? {} : { alerts: alerts.map((alert) => alert.id) }),
  });
}
