import type { ConversationStatus } from '../../contracts/api/conversations.ts';
import type { MessageStatus } from '../../contracts/api/messages.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { conversations, isShownInThread, messages } from './schema.ts';
import type { ContactInList } from './present.ts';
import type { ConversationRow } from './rules.ts';

export type ListedConversation = ConversationRow &
  ContactInList & {
    lastMessageStatus: MessageStatus | null;
  };

/** Where a page goes on: after this conversation, by time and id. */
export interface ListPosition {
  atMs: number;
  id: string;
}

const LISTED = `${columnsOf(conversations, 'v')}, c.kind AS contactKind, c.given_name AS givenName,
            c.profile_name AS profileName, c.phone, coalesce(l.status, (
              SELECT s.status FROM conversations x INDEXED BY conversations_by_merge
              CROSS JOIN messages s ON s.company_id = ?1 AND s.conversation_id = x.id AND s.id = v.last_message_id
              WHERE x.company_id = ?1 AND x.merged_into_id = v.id)) AS lastMessageStatus`;
const WITH_CONTACT_AND_LAST_MESSAGE = `
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = v.contact_id
     LEFT JOIN messages l ON l.company_id = ?1 AND l.conversation_id = v.id AND l.id = v.last_message_id`;

/** Conversations of one status, the newest first, after a position. In the order of an index: nothing is sorted. */
export function selectByStatus(
  db: TenantDb,
  status: ConversationStatus,
  after: ListPosition,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${LISTED} FROM conversations v INDEXED BY conversations_by_status ${WITH_CONTACT_AND_LAST_MESSAGE}
     WHERE v.company_id = ?1 AND v.status = ?2 AND (v.last_message_at_ms, v.id) < (?3, ?4)
     ORDER BY v.last_message_at_ms DESC, v.id DESC LIMIT ?5`,
    status,
    after.atMs,
    after.id,
    limit,
  );
}

/** The same for one assignee. */
export function selectByAssignee(
  db: TenantDb,
  assigneeId: string,
  status: ConversationStatus,
  after: ListPosition,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${LISTED} FROM conversations v INDEXED BY conversations_by_assignee ${WITH_CONTACT_AND_LAST_MESSAGE}
     WHERE v.company_id = ?1 AND v.assignee_id = ?2 AND v.status = ?3
       AND (v.last_message_at_ms, v.id) < (?4, ?5)
     ORDER BY v.last_message_at_ms DESC, v.id DESC LIMIT ?6`,
    assigneeId,
    status,
    after.atMs,
    after.id,
    limit,
  );
}

/** All conversations of these contacts; their number is bounded by the search. */
export function selectByContacts(db: TenantDb, contactIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT ${LISTED} FROM json_each(?2) j
     CROSS JOIN conversations v INDEXED BY conversations_contact_channel
       ON v.company_id = ?1 AND v.contact_id = j.value ${WITH_CONTACT_AND_LAST_MESSAGE}
     WHERE v.status <> 'merged'`,
    JSON.stringify(contactIds),
  );
}

/** Where a conversation goes on: in the one that it was merged into, or in itself. */
export const GOES_ON_IN = (id: string) =>
  `coalesce((SELECT p.merged_into_id FROM conversations p WHERE p.company_id = ?1 AND p.id = ${id}), ${id})`;

/** All conversations of the thread that `?2` belongs to. */
export const WHOLE_THREAD = `(SELECT ${GOES_ON_IN('?2')} UNION ALL
       SELECT x.id FROM conversations x INDEXED BY conversations_by_merge
       WHERE x.company_id = ?1 AND x.merged_into_id = ${GOES_ON_IN('?2')})`;

/** The conversation, or the one in which it goes on. */
export function selectConversation(db: TenantDb, id: string): D1PreparedStatement {
  return db.statement(
    `SELECT ${LISTED} FROM conversations v ${WITH_CONTACT_AND_LAST_MESSAGE}
     WHERE v.company_id = ?1 AND v.id = ${GOES_ON_IN('?2')}`,
    id,
  );
}

/** The ids of all conversations that make up a thread: the one that is shown, then those that were merged into it. */
export function selectThreadIds(db: TenantDb, id: string): D1PreparedStatement {
  return db.statement(
    `SELECT v.id FROM conversations v WHERE v.company_id = ?1 AND v.id = ${GOES_ON_IN('?2')}
     UNION ALL
     SELECT m.id FROM conversations m INDEXED BY conversations_by_merge
     WHERE m.company_id = ?1 AND m.merged_into_id = ${GOES_ON_IN('?2')}`,
    id,
  );
}

/** The messages of a thread that are asked for, in one read with whether there is the conversation. */
export function selectMessagesInThread(
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

/** Which of these conversations go on elsewhere, and where. */
export function selectMerged(db: TenantDb, ids: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT v.id, v.merged_into_id AS mergedIntoId FROM json_each(?2) j
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = j.value WHERE v.merged_into_id IS NOT NULL`,
    JSON.stringify(ids),
  );
}

/** The conversation that a message's own was merged into; null for most. */
const goesOnIn = (message: string) => `(SELECT p.merged_into_id FROM conversations p
       WHERE p.company_id = ?1 AND p.id = ${message}.conversation_id) AS goesOnIn`;
/** A message that a statement has moved, for `RETURNING`: enough to show it in the thread where it is read. */
export const MOVED_MESSAGE = `${columnsOf(messages, 'messages')}, ${goesOnIn('messages')}`;

/** The conversations as they are, also those that go on elsewhere. */
export function selectByIds(db: TenantDb, ids: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT ${LISTED} FROM json_each(?2) j
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = j.value ${WITH_CONTACT_AND_LAST_MESSAGE}`,
    JSON.stringify(ids),
  );
}

/** A thread, the newest message first, before an id. */
export function selectThread(
  db: TenantDb,
  conversationId: string,
  before: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(messages, 'm')} FROM messages m
     WHERE m.company_id = ?1 AND m.conversation_id = ?2 AND m.id < ?3 AND ${isShownInThread('m')}
     ORDER BY m.id DESC LIMIT ?4`,
    conversationId,
    before,
    limit,
  );
}

export function selectMessagesByRefs(
  db: TenantDb,
  refs: readonly { conversationId: string; id: string }[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'conversationId' AS conversation_id, value ->> 'id' AS id FROM json_each(?2))
     SELECT ${columnsOf(messages, 'm')}, ${goesOnIn('m')} FROM j
     CROSS JOIN messages m ON m.company_id = ?1 AND m.conversation_id = j.conversation_id AND m.id = j.id`,
    JSON.stringify(refs),
  );
}
