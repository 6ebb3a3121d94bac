import type { Context } from '../../context.ts';
import type { Statement } from '../../platform/db/bind.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';

/** Commits what changes a channel, and tells it. */
export async function logChannel(
  ctx: Pick<Context, 'clock' | 'publish'>,
  db: TenantDb,
  id: string,
  statements: readonly Statement[],
): Promise<void> {
  const results = await db.batch([
    ...statements,
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'channel', id }]),
  ]);
  await ctx.publish(db.companyId, {
    seq: loggedSeq(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    channels: [id],
  });
}
