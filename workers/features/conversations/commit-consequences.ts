import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { listed } from './list-conversations.ts';
import { selectByIds, type ListedConversation } from './list-queries.ts';

/** Commits what an error means for a conversation and its contact, and tells both as they are then. */
export async function commitConsequences(
  ctx: Pick<Context, 'clock' | 'publish'>,
  db: TenantDb,
  conversationId: string,
  statements: D1PreparedStatement[],
): Promise<void> {
  const [found] = await db.batch([selectByIds(db, [conversationId])]);
  const [before] = rowsOf<ListedConversation>(found);
  if (before === undefined) return;
  const results = await db.batch([
    ...statements,
    appendToLog(db, ctx.clock.nowMs(), [
      { entity: 'conversation', id: conversationId },
      { entity: 'contact', id: before.contactId },
    ]),
    selectByIds(db, [conversationId]),
  ]);
  const contacts = results
    .flatMap((result) => rowsOf<{ contactId?: string; contactVersion?: number }>(result))
    .flatMap(({ contactId, contactVersion }) =>
      contactId === undefined || contactVersion === undefined
        ? []
        : [{ id: contactId, version: contactVersion }],
    );
  await ctx.publish(db.companyId, {
    seq: loggedSeq(results.at(-2)),
    conversations: rowsOf<ListedConversation>(results.at(-1)).map(listed),
    messages: [],
    contacts,
  });
}
