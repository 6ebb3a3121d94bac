import type { MessageStatus } from '../../contracts/api/messages.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { MOVED_MESSAGE } from './list-queries.ts';
import { messages } from './schema.ts';
import { STATUS_RANK } from './rules.ts';

const rankOf = (expression: string) =>
  `CASE ${expression} ${Object.entries(STATUS_RANK)
    .map(([status, rank]) => `WHEN '${status}' THEN ${rank}`)
    .join(' ')} END`;

export interface StatusKey {
  channelId: string;
  externalId: string;
  /** Named by our own callback data, when the provider gave it back. */
  conversationId: string | null;
  messageId: string | null;
}

/** The messages that these statuses speak of: by our own name, else by the provider's. */
export function selectReportedMessages(db: TenantDb, keys: readonly StatusKey[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'channelId' AS channel_id, value ->> 'externalId' AS external_id,
              value ->> 'conversationId' AS conversation_id, value ->> 'messageId' AS message_id
       FROM json_each(?2))
     SELECT j.external_id AS reportedExternalId, j.message_id AS reportedMessageId, ${columnsOf(messages, 'm')}
     FROM j CROSS JOIN messages m
       ON m.company_id = ?1 AND m.conversation_id = j.conversation_id AND m.id = j.message_id
     WHERE j.message_id IS NOT NULL AND m.channel_id = j.channel_id AND m.direction = 'outbound'
     UNION ALL
     SELECT j.external_id, NULL, ${columnsOf(messages, 'm')}
     FROM j CROSS JOIN messages m
       ON m.company_id = ?1 AND m.channel_id = j.channel_id AND m.external_id = j.external_id
     WHERE j.message_id IS NULL AND m.direction = 'outbound'`,
    JSON.stringify(keys),
  );
}

/** Everything that is reported of one message, taken together. */
export interface StatusReport {
  conversationId: string;
  id: string;
  /** The furthest status reported. */
  status: MessageStatus;
  acceptedAtMs: number | null;
  deliveredAtMs: number | null;
  readAtMs: number | null;
  playedAtMs: number | null;
  failedAtMs: number | null;
  /** JSON of `MessageError`; only with a failure. */
  error: string | null;
  /** JSON of `MessagePricing`. */
  pricing: string | null;
}

/**
 * Moves messages forward, never back, and keeps every first timestamp. What is already known changes nothing and
 * writes no row. Starts from the reports, so that it reads as many rows as there are reports.
 */
export function moveStatuses(db: TenantDb, reports: readonly StatusReport[]): D1PreparedStatement {
  const isFurther = `${rankOf('excluded.status')} > ${rankOf('messages.status')}`;
  // What is kept as it was said first.
  const facts = [
    'accepted_at_ms',
    'delivered_at_ms',
    'read_at_ms',
    'played_at_ms',
    'failed_at_ms',
    'pricing',
  ];
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'conversationId' AS conversation_id, value ->> 'id' AS id, value ->> 'status' AS status,
              value ->> 'acceptedAtMs' AS accepted_at_ms, value ->> 'deliveredAtMs' AS delivered_at_ms,
              value ->> 'readAtMs' AS read_at_ms, value ->> 'playedAtMs' AS played_at_ms,
              value ->> 'failedAtMs' AS failed_at_ms, value ->> 'error' AS error,
              value ->> 'pricing' AS pricing
       FROM json_each(?2))
     INSERT INTO messages (company_id, conversation_id, id, channel_id, direction, type, sent_at_ms, status, error,
                           ${facts.join(', ')})
     SELECT ?1, m.conversation_id, m.id, m.channel_id, m.direction, m.type, m.sent_at_ms, j.status, j.error,
            ${facts.map((fact) => `j.${fact}`).join(', ')}
     FROM j CROSS JOIN messages m ON m.company_id = ?1 AND m.conversation_id = j.conversation_id AND m.id = j.id
     WHERE m.direction = 'outbound'
     ON CONFLICT (company_id, conversation_id, id) DO UPDATE SET
       status = iif(${isFurther}, excluded.status, messages.status),
       error = CASE WHEN ${isFurther} THEN excluded.error ELSE messages.error END,
       ${facts.map((fact) => `${fact} = coalesce(messages.${fact}, excluded.${fact})`).join(', ')},
       version = messages.version + 1
     WHERE ${isFurther}
       OR ${facts.map((fact) => `(messages.${fact} IS NULL AND excluded.${fact} IS NOT NULL)`).join(' OR ')}
     RETURNING ${MOVED_MESSAGE}`,
    JSON.stringify(reports),
  );
}

/**
 * The provider's name of a message whose answer was lost, learned from a status that carries ours. A name that another
 * message has stays with its owner.
 */
export function learnExternalId(
  db: TenantDb,
  ref: { conversationId: string; id: string; seenExternalId: string | null; externalId: string },
): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET external_id = ?5
     WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND external_id IS ?4
       AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.company_id = ?1 AND o.channel_id = messages.channel_id
                       AND o.external_id = ?5)`,
    ref.conversationId,
    ref.id,
    ref.seenExternalId,
    ref.externalId,
  );
}

export interface PendingStatus {
  channelId: string;
  externalId: string;
  status: MessageStatus;
  atMs: number;
  error: string | null;
  pricing: string | null;
  receivedAtMs: number;
}

export function insertPending(db: TenantDb, rows: readonly PendingStatus[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO pending_updates (company_id, channel_id, external_id, status, at_ms, error, pricing, received_at_ms)
     SELECT ?1, value ->> 'channelId', value ->> 'externalId', value ->> 'status', value ->> 'atMs', value ->> 'error',
            value ->> 'pricing', value ->> 'receivedAtMs'
     FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
    JSON.stringify(rows),
  );
}

/**
 * Applies what waits for these messages, where the message is there by now. Runs after the insertion on both sides,
 * so whichever of message and status is committed second finds the other. `logAtMs` adds the log row, for a batch that
 * has none of its own because it did not know of the message; it is written only when something was applied.
 */
export function applyPending(
  db: TenantDb,
  keys: readonly { channelId: string; externalId: string }[],
  options: { logAtMs?: number } = {},
): D1PreparedStatement[] {
  const json = JSON.stringify(keys);
  const waiting = `WITH j AS MATERIALIZED (
       SELECT DISTINCT value ->> 'channelId' AS channel_id, value ->> 'externalId' AS external_id FROM json_each(?2))`;
  const withMessage = `CROSS JOIN messages m
         ON m.company_id = ?1 AND m.channel_id = j.channel_id AND m.external_id = j.external_id
         AND m.direction = 'outbound'`;
  const withPending = `CROSS JOIN pending_updates p
         ON p.company_id = ?1 AND p.channel_id = j.channel_id AND p.external_id = j.external_id`;
  const ofMessage = (what: string) =>
    `SELECT ${what} FROM pending_updates p
       WHERE p.company_id = ?1 AND p.channel_id = m.channel_id AND p.external_id = m.external_id`;
  const timeOf = (status: MessageStatus) => `(${ofMessage('p.at_ms')} AND p.status = '${status}')`;
  return [
    db.statement(
      `${waiting}
       INSERT INTO messages (company_id, conversation_id, id, channel_id, direction, type, sent_at_ms, status, error,
                             accepted_at_ms, delivered_at_ms, read_at_ms, played_at_ms, failed_at_ms, pricing)
       SELECT ?1, m.conversation_id, m.id, m.channel_id, m.direction, m.type, m.sent_at_ms,
              CASE (${ofMessage(`max(${rankOf('p.status')})`)}) ${Object.entries(STATUS_RANK)
                .map(([status, rank]) => `WHEN ${rank} THEN '${status}'`)
                .join(' ')} END,
              (${ofMessage('max(p.error)')}), ${timeOf('sent')}, ${timeOf('delivered')}, ${timeOf('read')},
              ${timeOf('played')}, ${timeOf('failed')}, (${ofMessage('max(p.pricing)')})
       FROM j ${withMessage} WHERE EXISTS (${ofMessage('1')})
       ON CONFLICT (company_id, conversation_id, id) DO UPDATE SET
         status = iif(${rankOf('excluded.status')} > ${rankOf('messages.status')}, excluded.status, messages.status),
         error = iif(excluded.status = 'failed' AND ${rankOf('messages.status')} < ${STATUS_RANK.failed},
                     excluded.error, messages.error),
         accepted_at_ms = coalesce(messages.accepted_at_ms, excluded.accepted_at_ms),
         delivered_at_ms = coalesce(messages.delivered_at_ms, excluded.delivered_at_ms),
         read_at_ms = coalesce(messages.read_at_ms, excluded.read_at_ms),
         played_at_ms = coalesce(messages.played_at_ms, excluded.played_at_ms),
         failed_at_ms = coalesce(messages.failed_at_ms, excluded.failed_at_ms),
         pricing = coalesce(messages.pricing, excluded.pricing),
         version = messages.version + 1
       RETURNING ${MOVED_MESSAGE}`,
      json,
    ),
    ...(options.logAtMs === undefined
      ? []
      : [
          db.statement(
            `${waiting}
             INSERT INTO company_log (company_id, seq, at_ms, changes)
             SELECT ?1, coalesce((SELECT max(seq) FROM company_log WHERE company_id = ?1), 0) + 1, ?3,
                    json_group_array(DISTINCT json_object(
                      'entity', 'message', 'id', m.id, 'conversationId', m.conversation_id, 'change', 'updated'))
                      FILTER (WHERE m.type <> 'reaction')
             FROM j ${withMessage} ${withPending} HAVING count(*) > 0
             RETURNING seq`,
            json,
            options.logAtMs,
          ),
        ]),
    db.statement(
      `${waiting}
       DELETE FROM channel_events WHERE (company_id, channel_id, id) IN (
         SELECT ?1, e.channel_id, e.id FROM j ${withMessage} ${withPending}
         CROSS JOIN channel_events e ON e.company_id = ?1 AND e.channel_id = j.channel_id
           -- Of all members of a group: what follows a colon is a semicolon.
           AND e.dedupe_key >= 'status:' || p.external_id || ':' || p.status || ':'
           AND e.dedupe_key < 'status:' || p.external_id || ':' || p.status || ';')`,
      json,
    ),
    db.statement(
      `${waiting}
       DELETE FROM pending_updates WHERE (company_id, channel_id, external_id, status) IN (
         SELECT ?1, p.channel_id, p.external_id, p.status FROM j ${withMessage} ${withPending})`,
      json,
    ),
  ];
}

/** What makes a foreign status the same in a second delivery. `applyPending` spells it in SQL. */
export function statusDedupeKey(status: {
  externalId: string;
  status: string;
  participant: string | null;
}): string {
  return `status:${status.externalId}:${status.status}:${status.participant ?? ''}`;
}
