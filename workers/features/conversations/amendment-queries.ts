import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { Amendable, StoredAmendment } from './amendments.rules.ts';
import { unlistAmendments } from './listed-amendments.ts';
import { MOVED_MESSAGE } from './list-queries.ts';
import type { AmendmentPlan } from './plan-amendments.ts';
import type { MessageKey } from './receive-queries.ts';
import type { MessageRow } from './rules.ts';
import { conversations } from './schema.ts';

/** All that waits for a message, as one text in SQL, a line for each; empty where nothing waits. */
export const waitingOf = (channelId: string, externalId: string) =>
  `(SELECT coalesce(group_concat(earlier.payload, char(10)), '') FROM (
       SELECT p.payload FROM pending_amendments p
       WHERE p.company_id = ?1 AND p.channel_id = ${channelId} AND p.external_id = ${externalId}
       ORDER BY p.kind, p.by) earlier)`;

/** A message with what amendments have made of it. */
export type AmendedRow = Amendable &
  Pick<MessageRow, 'conversationId' | 'id' | 'type' | 'sentAtMs' | 'version'>;

/**
 * Writes amended messages. Each refuses itself (NOT NULL) when its message has changed since it was read; `version` is
 * the one that it gets.
 */
export function writeAmended(db: TenantDb, rows: readonly AmendedRow[]): D1PreparedStatement {
  const columns = ['type', 'text', 'content', 'media', 'reactions', 'edits', 'edited_at_ms', 'revoked_at_ms'];
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'conversationId' AS conversation_id, value ->> 'id' AS id, value ->> 'version' AS version,
              value ->> 'type' AS type, value ->> 'sentAtMs' AS sent_at_ms, value ->> 'text' AS text, value ->> 'content' AS content,
              value ->> 'media' AS media, value ->> 'reactions' AS reactions, value ->> 'edits' AS edits,
              value ->> 'editedAtMs' AS edited_at_ms, value ->> 'revokedAtMs' AS revoked_at_ms
       FROM json_each(?2))
     INSERT INTO messages (company_id, conversation_id, id, channel_id, direction, sent_at_ms, status, version,
                           ${columns.join(', ')})
     SELECT ?1, m.conversation_id, m.id, m.channel_id, m.direction, j.sent_at_ms, m.status, j.version,
            ${columns.map((column) => `j.${column}`).join(', ')}
     FROM j CROSS JOIN messages m ON m.company_id = ?1 AND m.conversation_id = j.conversation_id AND m.id = j.id
     WHERE true
     ON CONFLICT (company_id, conversation_id, id) DO UPDATE SET
       ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}, sent_at_ms = excluded.sent_at_ms,
       version = CASE WHEN messages.version = excluded.version - 1 THEN excluded.version END
     RETURNING ${MOVED_MESSAGE}`,
    JSON.stringify(rows),
  );
}

/** What the list shows of a message that was edited or deleted. */
export interface Preview {
  conversationId: string;
  messageId: string;
  text: string | null;
  type: string;
  /** JSON of `LastMessageFacts`. */
  facts: string | null;
}

/** Where the message is the newest, the list follows it. */
export function writePreviews(db: TenantDb, previews: readonly Preview[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'conversationId' AS conversation_id, value ->> 'messageId' AS message_id,
              value ->> 'text' AS text, value ->> 'type' AS type, value ->> 'facts' AS facts
       FROM json_each(?2))
     INSERT INTO conversations (company_id, id, contact_id, channel_id, status, unread_count, last_message_at_ms,
                                activity_seq, version, created_at_ms, last_message_text, last_message_type,
                                last_message_facts)
     SELECT ?1, v.id, v.contact_id, v.channel_id, v.status, v.unread_count, v.last_message_at_ms, v.activity_seq,
            v.version, v.created_at_ms, j.text, j.type, j.facts
     FROM j CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = j.conversation_id
     WHERE v.last_message_id = j.message_id
     ON CONFLICT (company_id, id) DO UPDATE SET
       last_message_text = excluded.last_message_text, last_message_type = excluded.last_message_type,
       last_message_facts = excluded.last_message_facts,
       activity_seq = conversations.activity_seq + 1
     RETURNING ${columnsOf(conversations, 'conversations')}`,
    JSON.stringify(previews),
  );
}

/** An amendment whose message is not there. */
export interface WaitingRow extends MessageKey {
  amendment: StoredAmendment;
  receivedAtMs: number;
  /** `waitingOf` its message as it was read. */
  seen: string;
}

/**
 * Keeps amendments until their message comes. Each refuses itself (NOT NULL) when the message has come by now, or when
 * something else waits than was read. Of one person and kind only the newest waits.
 */
export function keepWaiting(db: TenantDb, rows: readonly WaitingRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO pending_amendments (company_id, channel_id, external_id, kind, by, at_ms, payload, received_at_ms)
     SELECT ?1, value ->> 'channelId', value ->> 'externalId', value -> 'amendment' ->> 'kind',
            value -> 'amendment' ->> 'by', value -> 'amendment' ->> 'atMs',
            CASE WHEN ${waitingOf("value ->> 'channelId'", "value ->> 'externalId'")} = value ->> 'seen'
                   AND NOT EXISTS (SELECT 1 FROM messages m
                                   WHERE m.company_id = ?1 AND m.channel_id = value ->> 'channelId'
                                     AND m.external_id = value ->> 'externalId')
                 THEN value -> 'amendment' END,
            value ->> 'receivedAtMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, channel_id, external_id, kind, by) DO UPDATE SET
       at_ms = excluded.at_ms, payload = excluded.payload, received_at_ms = excluded.received_at_ms`,
    JSON.stringify(rows),
  );
}

/** Forgets what waited for these messages, because it was applied. */
export function forgetWaiting(db: TenantDb, keys: readonly MessageKey[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'channelId' AS channel_id, value ->> 'externalId' AS external_id FROM json_each(?2))
     DELETE FROM pending_amendments WHERE (company_id, channel_id, external_id, kind, by) IN (
       SELECT ?1, p.channel_id, p.external_id, p.kind, p.by FROM j CROSS JOIN pending_amendments p
         ON p.company_id = ?1 AND p.channel_id = j.channel_id AND p.external_id = j.external_id)`,
    JSON.stringify(keys),
  );
}

/** Takes the text out of rows of edits: their message has it now, or it was deleted. */
export function emptyHolders(
  db: TenantDb,
  rows: readonly { conversationId: string; id: string }[],
): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET text = NULL, content = NULL
     WHERE (company_id, conversation_id, id) IN (
       SELECT ?1, value ->> 'conversationId', value ->> 'id' FROM json_each(?2))`,
    JSON.stringify(rows),
  );
}

/** What was decided about amendments, as statements. */
export function storeAmendments(db: TenantDb, plan: AmendmentPlan) {
  const { amended, previews, waiting, settled, emptied } = plan;
  return {
    amended: amended.length === 0 ? [] : [writeAmended(db, amended)],
    previews: previews.length === 0 ? [] : [writePreviews(db, previews)],
    waiting: waiting.length === 0 ? [] : [keepWaiting(db, waiting)],
    settled:
      settled.length === 0
        ? []
        : [
            forgetWaiting(db, settled),
            unlistAmendments(
              db,
              settled.map(({ channelId, externalId }) => ({ channelId, externalId, kind: null })),
            ),
          ],
    emptied: emptied.length === 0 ? [] : [emptyHolders(db, emptied)],
  };
}
