import { MAX_JOURNAL_ENTRIES } from '../../contracts/api/message-life.ts';
import { appended } from '../../platform/db/bounded-list.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { messages } from '../conversations/schema.ts';

interface MessageRef {
  conversationId: string;
  id: string;
}

const withEntry = (bound: string) => appended('journal', bound, MAX_JOURNAL_ENTRIES);

/**
 * What became of a message's file. Refused (no row) where the message has moved on since its version was read: an edit,
 * a revoke or another fetch was first.
 */
export function updateMedia(
  db: TenantDb,
  ref: MessageRef,
  seenVersion: number,
  media: string,
  journaled: string,
): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET media = ?5, version = version + 1, journal = ${withEntry('?6')}
     WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND version = ?4 AND revoked_at_ms IS NULL
     RETURNING ${columnsOf(messages, 'messages')},
       (SELECT p.merged_into_id FROM conversations p
        WHERE p.company_id = ?1 AND p.id = messages.conversation_id) AS goesOnIn`,
    ref.conversationId,
    ref.id,
    seenVersion,
    media,
    journaled,
  );
}

/** A try that is followed by another one: nothing that people see has changed. */
export function noteFetch(db: TenantDb, ref: MessageRef, journaled: string): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET journal = ${withEntry('?4')} WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3`,
    ref.conversationId,
    ref.id,
    journaled,
  );
}
