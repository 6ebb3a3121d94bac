import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { GOES_ON_IN } from './list-queries.ts';
import { MAX_CHAIN } from './schema.ts';

/** How many messages after one are looked at for an answer that went out. Ours: nobody writes so many in a row. */
const LOOKED_AT = 200;

/** What does not mean that somebody has written since. */
const GOES_ON = `(n.status IN ('failed', 'queued', 'sending') OR n.type = 'reaction')`;

/**
 * Whether anything went out in its conversation after it: it is not found from the newest of ours backwards, past what did
 * not go out. Along the chain, because ids of one millisecond may be in another order. The phone app's have no chain.
 */
const IS_FOLLOWED = `(NOT EXISTS (
              WITH RECURSIVE chain (id, after_id, goes_on) AS (
                SELECT n.id, n.after_id, ${GOES_ON} FROM conversations y CROSS JOIN messages n
                  ON n.company_id = ?1 AND n.conversation_id = y.id AND n.id = y.last_outbound_id
                WHERE y.company_id = ?1 AND y.id = m.conversation_id
                UNION ALL
                SELECT n.id, n.after_id, ${GOES_ON} FROM chain CROSS JOIN messages n
                  ON n.company_id = ?1 AND n.conversation_id = m.conversation_id AND n.id = chain.after_id
                WHERE chain.goes_on AND chain.id <> m.id LIMIT ${MAX_CHAIN})
              SELECT 1 FROM chain WHERE chain.id = m.id)
            OR EXISTS (
              SELECT 1 FROM (SELECT n.direction, n.origin FROM messages n
                WHERE n.company_id = ?1 AND n.conversation_id = m.conversation_id AND n.id > m.id
                ORDER BY n.id LIMIT ${LOOKED_AT}) other
              WHERE other.direction = 'outbound' AND other.origin IS NOT NULL))`;

/** Where a walk through what failed stands: behind this one. */
export interface FailedPlace {
  failedAtMs: number;
  conversationId: string;
  id: string;
}

/** What failed of a number behind a place and until a time, in the order in which it failed. */
export function selectFailedSends(
  db: TenantDb,
  channelId: string,
  after: FailedPlace,
  untilMs: number,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT m.conversation_id AS conversationId, m.id, m.type, m.error, m.failed_at_ms AS failedAtMs,
            v.last_inbound_at_ms AS lastInboundAtMs, v.handover, ${IS_FOLLOWED} AS isFollowed
     FROM messages m INDEXED BY messages_failed
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = ${GOES_ON_IN('m.conversation_id')}
     WHERE m.company_id = ?1 AND m.channel_id = ?2 AND m.status = 'failed' AND m.direction = 'outbound'
       AND (m.failed_at_ms, m.conversation_id, m.id) > (?3, ?4, ?5) AND m.failed_at_ms <= ?6
     ORDER BY m.failed_at_ms, m.conversation_id, m.id LIMIT ?7`,
    channelId,
    after.failedAtMs,
    after.conversationId,
    after.id,
    untilMs,
    limit,
  );
}
