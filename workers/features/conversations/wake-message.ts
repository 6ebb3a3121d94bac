import type { MessageSend } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { WHOLE_THREAD } from './list-queries.ts';
import { MAX_CHAIN } from './schema.ts';
import type { Wakeup } from '../../platform/wakeups/queries.ts';

export interface MessageRef {
  conversationId: string;
  id: string;
}

/** How long a wake-up may take before the sweep looks at the message itself, in milliseconds. Ours. */
export const WAKEUP_MARGIN_MS = 30_000;

/** The spelling of a message in a wake-up. */
export const wakeupRef = (ref: MessageRef) => `${ref.conversationId}/${ref.id}`;

/** The same read back. */
export function readRef(ref: string): MessageRef {
  const [conversationId = '', id = ''] = ref.split('/');
  return { conversationId, id };
}

/** The wake-up of a message at a time. */
export function messageWakeup(companyId: string, ref: MessageRef, dueAtMs: number): Wakeup {
  return { dueAtMs, companyId, kind: 'message.send', ref: wakeupRef(ref) };
}

export function messageSend(companyId: string, ref: MessageRef): MessageSend {
  return {
    v: 1,
    kind: 'message.send',
    lane: 'messages-urgent',
    companyId,
    ref: { conversationId: ref.conversationId, messageId: ref.id },
  };
}

/** Asks for the message to be looked at. When the queue does not take it, its wake-up row still stands. */
export async function wakeMessage(
  ctx: Pick<Context, 'queues' | 'log'>,
  companyId: string,
  ref: MessageRef,
): Promise<void> {
  try {
    await ctx.queues.messagesUrgent.send(messageSend(companyId, ref));
  } catch (error) {
    ctx.log.warn('message.wakeup_not_queued', { companyId, messageId: ref.id, error });
  }
}

/** After a message is finished: wakes those that may have waited for it, in its conversation and across a merge. */
export async function wakeSuccessor(
  ctx: Pick<Context, 'tenant' | 'queues' | 'log'>,
  companyId: string,
  finished: MessageRef,
): Promise<void> {
  const db = ctx.tenant(companyId);
  const results = await db.batch([selectSuccessor(db, finished), selectHeads(db, finished.conversationId)]);
  const { conversationId } = finished;
  for (const ref of results.flatMap((result) => rowsOf<{ id: string; conversationId?: string }>(result)))
    await wakeMessage(ctx, companyId, { conversationId: ref.conversationId ?? conversationId, id: ref.id });
}

/**
 * The first queued message after this one, found from the newest backwards. Along the chain, and not by the ids: of
 * messages of one millisecond, or of two isolates' clocks, the ids may be in another order. The chain ends at a message
 * that was sent, because everything before that is finished.
 */
function selectSuccessor(db: TenantDb, ref: MessageRef): D1PreparedStatement {
  return db.statement(
    `WITH RECURSIVE chain (id, after_id, status, depth) AS (
       SELECT m.id, m.after_id, m.status, 0 FROM conversations v CROSS JOIN messages m
         ON m.company_id = ?1 AND m.conversation_id = ?2 AND m.id = v.last_outbound_id
       WHERE v.company_id = ?1 AND v.id = ?2
       UNION ALL
       SELECT m.id, m.after_id, m.status, chain.depth + 1 FROM chain CROSS JOIN messages m
         ON m.company_id = ?1 AND m.conversation_id = ?2 AND m.id = chain.after_id
       WHERE chain.id <> ?3 AND chain.status IN ('queued', 'failed') LIMIT ${MAX_CHAIN})
     SELECT id, max(depth) FROM chain WHERE status = 'queued' AND id <> ?3 HAVING id IS NOT NULL`,
    ref.conversationId,
    ref.id,
  );
}

/** The first queued message of each other conversation of the thread. */
function selectHeads(db: TenantDb, conversationId: string): D1PreparedStatement {
  return db.statement(
    `WITH RECURSIVE chain (conversation_id, id, after_id, status, depth) AS (
       SELECT m.conversation_id, m.id, m.after_id, m.status, 0 FROM conversations v CROSS JOIN messages m
         ON m.company_id = ?1 AND m.conversation_id = v.id AND m.id = v.last_outbound_id
       WHERE v.company_id = ?1 AND v.id IN ${WHOLE_THREAD} AND v.id <> ?2
       UNION ALL
       SELECT m.conversation_id, m.id, m.after_id, m.status, chain.depth + 1 FROM chain CROSS JOIN messages m
         ON m.company_id = ?1 AND m.conversation_id = chain.conversation_id AND m.id = chain.after_id
       WHERE chain.status IN ('queued', 'failed') LIMIT ${MAX_CHAIN})
     SELECT conversation_id AS conversationId, id FROM chain WHERE status = 'queued' AND depth = (
       SELECT max(other.depth) FROM chain other
       WHERE other.conversation_id = chain.conversation_id AND other.status = 'queued')`,
    conversationId,
  );
}
