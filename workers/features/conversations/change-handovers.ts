import type { HandoverChange } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { columnsOf, rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { appendToLog, loggedSeq } from '../../platform/outbox/queries.ts';
import { lookupsOf } from '../contacts/index.ts';
import { changedHandover, shownHandover, type StoredHandover } from './handover.rules.ts';
import { listed } from './list-conversations.ts';
import { selectByIds, type ListedConversation } from './list-queries.ts';
import { selectSenders, type KnownSender } from './receive-queries.ts';
import type { ConversationRow } from './rules.ts';
import { conversations } from './schema.ts';

/** Another app took a thread on a channel of ours, or gave it back. */
export interface ReceivedHandover {
  handover: HandoverChange;
  channelId: string;
}

/**
 * Notes which app has the threads. What was given back wants an answer: it opens again. A thread that is not known
 * needs no note; the messages that another app's threads bring say it themselves.
 */
export async function changeHandovers(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  companyId: string,
  received: readonly ReceivedHandover[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  for (const { handover, channelId } of received.toSorted((a, b) => a.handover.atMs - b.handover.atMs)) {
    const keys = lookupsOf({ sender: handover.person, groupId: null });
    const [found] = await db.batch([
      selectSenders(
        db,
        keys.map((key) => ({ ...key, channelId })),
      ),
    ]);
    const conversationId = rowsOf<KnownSender>(found).find(
      (row) => row.conversationId !== null,
    )?.conversationId;
    if (conversationId == null) continue;
    const [before] = rowsOf<ListedConversation>((await db.batch([selectByIds(db, [conversationId])]))[0]);
    const after = before === undefined ? null : changedHandover(before.handover, handover);
    if (before === undefined || after === null) continue;
    const [updated, logged] = await db.batch([
      writeHandover(db, before, after),
      appendToLog(db, ctx.clock.nowMs(), [{ entity: 'conversation', id: conversationId }]),
    ]);
    const [row] = rowsOf<ConversationRow>(updated);
    if (row === undefined) continue;
    await ctx.publish(companyId, {
      seq: loggedSeq(logged),
      conversations: [listed({ ...before, ...row })],
      messages: [],
      contacts: [],
    });
  }
}

function writeHandover(db: TenantDb, before: ConversationRow, after: StoredHandover): D1PreparedStatement {
  return db.statement(
    `UPDATE conversations SET handover = ?3, activity_seq = activity_seq + 1,
       status = CASE WHEN ?5 AND status = 'resolved' THEN 'open' ELSE status END
     WHERE company_id = ?1 AND id = ?2 AND handover IS ?4
     RETURNING ${columnsOf(conversations, 'conversations')}`,
    before.id,
    JSON.stringify(after),
    before.handover,
    after.endedAtMs !== null && shownHandover(before.handover) !== null ? 1 : 0,
  );
}
