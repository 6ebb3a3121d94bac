import type { SystemDb } from '../../platform/db/system-db.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { MessageRow } from '../conversations/index.ts';
import { isShownInThread, messages } from '../conversations/schema.ts';

/** One company's view of the search database: its `statement` binds the company, as on tenant tables. */
export type SearchDb = TenantDb;

/** Numbers that a message may have: its own and those after it, for messages of one millisecond that meet. Ours. */
export const PLACES = 8;

/** A message in the index. Numbers of 64 bits travel as text: JavaScript's numbers would round them. */
export interface DocumentRow {
  id: string;
  companyId: string;
  conversationId: string;
  messageId: string;
  channelId: string;
  authorId: string | null;
  words: string;
}

export function selectIndexedSeq(db: SearchDb): D1PreparedStatement {
  return db.statement(`SELECT indexed_seq AS seq FROM index_cursors WHERE company_id = ?1`);
}

/** Up to where the logs of these companies are indexed; those of which nothing is have no row. */
export function selectIndexedSeqs(db: SystemDb, companyIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS company_id FROM json_each(?1))
     SELECT c.company_id AS companyId, c.indexed_seq AS seq
     FROM j CROSS JOIN index_cursors c ON c.company_id = j.company_id`,
    JSON.stringify(companyIds),
  );
}

/**
 * Moves the company's cursor, or refuses itself (a NOT NULL or a key that is taken) when somebody else moved it since
 * it was read: then the whole batch fails, and what it would have written is out of date.
 */
export function moveIndexedSeq(db: SearchDb, from: number | null, to: number): D1PreparedStatement {
  if (from === null) {
    return db.statement(`INSERT INTO index_cursors (company_id, indexed_seq) VALUES (?1, ?2)`, to);
  }
  return db.statement(
    `UPDATE index_cursors SET indexed_seq = CASE WHEN indexed_seq = ?2 THEN ?3 END WHERE company_id = ?1`,
    from,
    to,
  );
}

/**
 * Whatever stands at these numbers or at the places after each: of any company, because a number is taken by one. A
 * bound number would be a REAL, and adding it would round these.
 */
export function selectPlaces(db: SearchDb, ids: readonly bigint[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT CAST(value AS INTEGER) AS first FROM json_each(?2))
     SELECT CAST(d.id AS TEXT) AS id, d.company_id AS companyId, d.conversation_id AS conversationId,
            d.message_id AS messageId, d.channel_id AS channelId, d.author_id AS authorId,
            iif(d.company_id = ?1, d.words, '') AS words
     FROM j CROSS JOIN documents d ON d.id >= j.first AND d.id < j.first + ${PLACES}`,
    JSON.stringify(ids.map(String)),
  );
}

/** What the index holds of a message. */
export type FindableMessage = Pick<
  MessageRow,
  'id' | 'conversationId' | 'channelId' | 'authorId' | 'type' | 'text'
>;

/** No more of it than the index holds: every arrival is read here once. */
export function selectFindable(
  db: TenantDb,
  refs: readonly { conversationId: string; id: string }[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'conversationId' AS conversation_id, value ->> 'id' AS id FROM json_each(?2))
     SELECT m.id, m.conversation_id AS conversationId, m.channel_id AS channelId, m.author_id AS authorId, m.type, m.text
     FROM j CROSS JOIN messages m ON m.company_id = ?1 AND m.conversation_id = j.conversation_id AND m.id = j.id`,
    JSON.stringify(refs),
  );
}

/** Takes documents out of the index, and removes them: the index forgets exactly the words that it was given. */
export function removeDocuments(db: SearchDb, ids: readonly string[]): D1PreparedStatement[] {
  const list = JSON.stringify(ids);
  return [
    db.statement(
      `WITH j AS MATERIALIZED (SELECT CAST(value AS INTEGER) AS id FROM json_each(?2))
       INSERT INTO messages_index (messages_index, rowid, words, facets)
       SELECT 'delete', d.id, v.words, v.facets
       FROM j CROSS JOIN documents d ON d.id = j.id AND d.company_id = ?1
       CROSS JOIN indexed_documents v ON v.id = d.id`,
      list,
    ),
    db.statement(
      `DELETE FROM documents
       WHERE company_id = ?1 AND id IN (SELECT CAST(value AS INTEGER) FROM json_each(?2))`,
      list,
    ),
  ];
}

/** New documents. Plain: a number that somebody else took in between fails the whole batch. */
export function insertDocuments(
  db: SearchDb,
  rows: readonly Omit<DocumentRow, 'companyId'>[],
): D1PreparedStatement[] {
  return [
    db.statement(
      `INSERT INTO documents (id, company_id, conversation_id, message_id, channel_id, author_id, words)
       SELECT CAST(value ->> 'id' AS INTEGER), ?1, value ->> 'conversationId', value ->> 'messageId',
              value ->> 'channelId', value ->> 'authorId', value ->> 'words'
       FROM json_each(?2)`,
      JSON.stringify(rows),
    ),
    db.statement(
      `WITH j AS MATERIALIZED (SELECT CAST(value AS INTEGER) AS id FROM json_each(?2))
       INSERT INTO messages_index (rowid, words, facets)
       SELECT v.id, v.words, v.facets
       FROM j CROSS JOIN documents d ON d.id = j.id AND d.company_id = ?1
       CROSS JOIN indexed_documents v ON v.id = d.id`,
      JSON.stringify(rows.map(({ id }) => id)),
    ),
  ];
}

export interface Hit {
  id: string;
  conversationId: string;
  messageId: string;
}

/** What matches among the numbers [from, to), the highest (newest) first. */
export function selectMatches(
  db: SearchDb,
  expression: string,
  range: { from: bigint; to: bigint },
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT CAST(d.id AS TEXT) AS id, d.conversation_id AS conversationId, d.message_id AS messageId
     FROM messages_index CROSS JOIN documents d ON d.id = messages_index.rowid AND d.company_id = ?1
     WHERE messages_index MATCH ?2 AND messages_index.rowid >= CAST(?3 AS INTEGER)
       AND messages_index.rowid < CAST(?4 AS INTEGER)
     ORDER BY messages_index.rowid DESC LIMIT ?5`,
    expression,
    String(range.from),
    String(range.to),
    limit,
  );
}

/** The conversations of one contact: one per channel, and those that were merged into them. */
export function selectConversationIds(db: TenantDb, contactId: string, limit: number): D1PreparedStatement {
  return db.statement(
    `SELECT id FROM conversations WHERE company_id = ?1 AND contact_id = ?2
     UNION ALL
     SELECT m.id FROM conversations v CROSS JOIN conversations m INDEXED BY conversations_by_merge
       ON m.company_id = ?1 AND m.merged_into_id = v.id
     WHERE v.company_id = ?1 AND v.contact_id = ?2 LIMIT ?3`,
    contactId,
    limit,
  );
}

/** A message and those before it, the newest first. */
export function selectUpTo(
  db: TenantDb,
  conversationId: string,
  messageId: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(messages, 'm')} FROM messages m
     WHERE m.company_id = ?1 AND m.conversation_id = ?2 AND m.id <= ?3 AND ${isShownInThread('m')}
     ORDER BY m.id DESC LIMIT ?4`,
    conversationId,
    messageId,
    limit,
  );
}

/** Those after it, the oldest first. */
export function selectAfter(
  db: TenantDb,
  conversationId: string,
  messageId: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(messages, 'm')} FROM messages m
     WHERE m.company_id = ?1 AND m.conversation_id = ?2 AND m.id > ?3 AND ${isShownInThread('m')}
     ORDER BY m.id LIMIT ?4`,
    conversationId,
    messageId,
    limit,
  );
}
