import type { Context } from '../../context.ts';
import type { Statement } from '../../platform/db/bind.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { appendToLog, logged } from '../../platform/outbox/queries.ts';

/** Commits what changes templates of an account, and tells those who look at them. Gives the statements' results. */
export async function commitTemplates(
  ctx: Pick<Context, 'clock' | 'publish'>,
  db: TenantDb,
  wabaId: string,
  statements: readonly Statement[],
): Promise<D1Result[]> {
  const results = await db.batch([
    ...statements,
    appendToLog(db, ctx.clock.nowMs(), [{ entity: 'templates', id: wabaId }]),
  ]);
  await ctx.publish(db.companyId, {
    ...logged(results.at(-1)),
    conversations: [],
    messages: [],
    contacts: [],
    templates: [wabaId],
  });
  return results.slice(0, -1);
}
