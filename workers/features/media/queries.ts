import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { messages } from '../conversations/schema.ts';

interface MessageRef {
  conversationId: string;
  id: string;
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
