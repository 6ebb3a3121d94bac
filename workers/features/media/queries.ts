import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { WHOLE_THREAD } from '../conversations/index.ts';
import { messages } from '../conversations/schema.ts';

interface MessageRef {
  conversationId: string;
  id: string;
}

/** The messages of a thread that are asked for, in one read with whether there is the conversation. */
export function selectMessagesOf(
  db: TenantDb,
  conversationId: string,
  messageIds: readonly string[],
): D1PreparedStatement[] {
  return [
    db.statement(`SELECT v.id FROM conversations v WHERE v.company_id = ?1 AND v.id = ?2`, conversationId),
    db.statement(
      `WITH j AS MATERIALIZED (SELECT DISTINCT value AS id FROM json_each(?3))
       SELECT ${columnsOf(messages, 'm')} FROM j CROSS JOIN messages m
         ON m.company_id = ?1 AND m.conversation_id IN ${WHOLE_THREAD} AND m.id = j.id`,
      conversationId,
      JSON.stringify(messageIds),
    ),
  ];
}

/**
 * What became of a message's file. Refused (no row) where the message has moved on since its version was read: an edit,
 * a revoke or another fetch was first.
 */
export function updateMedia(
  db: TenantDb,
  ref: MessageRef,
  seenVersion: number,
  media: string,
): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET media = ?5, version = version + 1
     WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND version = ?4 AND revoked_at_ms IS NULL
     RETURNING ${columnsOf(messages, 'messages')},
       (SELECT p.merged_into_id FROM conversations p
        WHERE p.company_id = ?1 AND p.id = messages.conversation_id) AS goesOnIn`,
    ref.conversationId,
    ref.id,
    seenVersion,
    media,
  );
}
