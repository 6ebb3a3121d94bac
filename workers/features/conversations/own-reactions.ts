import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { appendToLog, logged } from '../../platform/outbox/queries.ts';
import type { CommittedChange } from '../../platform/realtime.ts';
import { isAmendment } from './arrival.rules.ts';
import { MOVED_MESSAGE, WHOLE_THREAD } from './list-queries.ts';
import { messageOf } from './present.ts';
import type { StoredReaction } from './reactions.rules.ts';
import type { MessageRow } from './rules.ts';
import type { MessageRef } from './wake-message.ts';

/**
 * Puts a reaction of ours on its message, before it is sent. Those before the newest that arrived are forgotten, and
 * those that failed: the customer sees neither.
 */
export function placeOwnReaction(
  db: TenantDb,
  conversationId: string,
  targetId: string,
  reaction: StoredReaction,
): D1PreparedStatement {
  const own = `e.value ->> 'by' NOT GLOB 'contact:*'`;
  const status = `coalesce(e.value ->> 'status', 'sent')`;
  return db.statement(
    `UPDATE messages SET version = version + 1, reactions = (
       SELECT json_group_array(json(value)) FROM (
         SELECT e.value FROM json_each(messages.reactions) e
         WHERE NOT (${own}) OR ${status} IN ('queued', 'unknown') OR (${status} = 'sent' AND e.value ->> 'atMs' >= (
           SELECT max(e.value ->> 'atMs') FROM json_each(messages.reactions) e WHERE ${own} AND ${status} = 'sent'))
         UNION ALL SELECT ?4))
     WHERE company_id = ?1 AND conversation_id IN ${WHOLE_THREAD} AND id = ?3 AND revoked_at_ms IS NULL
     RETURNING ${MOVED_MESSAGE}`,
    conversationId,
    targetId,
    JSON.stringify(reaction),
  );
}

/** Which message a reaction of ours, the one that `?2` and `?3` name, is to. */
const TARGET_ID = `(SELECT r.reply_to_id FROM messages r
       WHERE r.company_id = ?1 AND r.conversation_id = ?2 AND r.id = ?3
         AND r.type = 'reaction' AND r.direction = 'outbound')`;
const OWN_STATUS = `(SELECT CASE WHEN r.status IN ('queued', 'sending') THEN 'queued'
                             WHEN r.status IN ('unknown', 'failed') THEN r.status ELSE 'sent' END
       FROM messages r WHERE r.company_id = ?1 AND r.conversation_id = ?2 AND r.id = ?3)`;
const OWN_ERROR = `(SELECT iif(r.status IN ('unknown', 'failed'), json(r.error), NULL)
       FROM messages r WHERE r.company_id = ?1 AND r.conversation_id = ?2 AND r.id = ?3)`;

/** How far a reaction of ours is, written on its message; no row where that is known, or a newer one has its place. */
function followOwnReaction(db: TenantDb, ref: MessageRef): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET version = version + 1, reactions = (
       SELECT json_group_array(json(CASE WHEN e.value ->> 'messageId' = ?3
                THEN json_set(e.value, '$.status', ${OWN_STATUS}, '$.error', json(${OWN_ERROR})) ELSE e.value END))
       FROM json_each(messages.reactions) e)
     WHERE company_id = ?1 AND conversation_id IN ${WHOLE_THREAD} AND id = ${TARGET_ID}
       AND EXISTS (SELECT 1 FROM json_each(messages.reactions) e
                   WHERE e.value ->> 'messageId' = ?3 AND e.value ->> 'status' <> ${OWN_STATUS})
     RETURNING ${MOVED_MESSAGE}`,
    ref.conversationId,
    ref.id,
  );
}

/** A reaction of ours is told of as a change of its message. */
function logOwnReaction(db: TenantDb, ref: MessageRef, atMs: number): D1PreparedStatement {
  return db.statement(
    `INSERT INTO company_log (company_id, seq, at_ms, changes)
     SELECT ?1, coalesce((SELECT max(seq) FROM company_log WHERE company_id = ?1), 0) + 1, ?4,
            (SELECT json_group_array(json_object(
               'entity', 'message', 'id', t.id, 'conversationId', t.conversation_id, 'change', 'reacted'))
             FROM messages t
             WHERE t.company_id = ?1 AND t.conversation_id IN ${WHOLE_THREAD} AND t.id = ${TARGET_ID})
     RETURNING seq`,
    ref.conversationId,
    ref.id,
    atMs,
  );
}

type Moved = MessageRef & Pick<MessageRow, 'type'>;

/**
 * What follows the statement that moves an outbound message, in its batch: its row of the log. A reaction has its
 * message follow, and is told of as that. The log's is the last.
 */
export function afterMove(db: TenantDb, moved: Moved, atMs: number): D1PreparedStatement[] {
  if (isAmendment(moved.type)) return [followOwnReaction(db, moved), logOwnReaction(db, moved, atMs)];
  const { id, conversationId } = moved;
  return [appendToLog(db, atMs, [{ entity: 'message', id, conversationId, change: 'updated' }])];
}

/** What `afterMove` gave, as it is told; `row` is the moved message itself. */
export function toldMove(row: MessageRow, after: readonly D1Result[]): CommittedChange {
  const rows = isAmendment(row.type) ? rowsOf<MessageRow>(after.at(-2)) : [row];
  return {
    ...logged(after.at(-1)),
    conversations: [],
    messages: rows.map((one) => ({ event: 'message.updated', message: messageOf(one) })),
    contacts: [],
  };
}

/** Has the messages follow whose reactions of ours have moved in a batch of many, and tells of it. */
export async function followReactions(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  companyId: string,
  moved: readonly MessageRow[],
): Promise<void> {
  const db = ctx.tenant(companyId);
  for (const row of moved.filter(({ type }) => isAmendment(type))) {
    const after = await db.batch(afterMove(db, row, ctx.clock.nowMs()));
    await ctx.publish(companyId, toldMove(row, after));
  }
}
