import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { Membership } from './members.rules.ts';
import { GOES_ON_IN, WHOLE_THREAD } from './list-queries.ts';

/** Who wrote in a group, and when; 0 when they never have. */
export interface GroupAuthor {
  contactId: string;
  name: string | null;
  wroteAtMs: number;
}

/** Somebody of a group, and what is known of their being a member. */
export type GroupMember = GroupAuthor & Membership;

/** How far a noted time may lie behind, in milliseconds. Ours: it bounds the rows that a busy group writes. */
const NOTED_EVERY_MS = 86_400_000;
/** Authors of a group that are listed. Ours: twice as many as WhatsApp takes into one. */
const MAX_AUTHORS = 2_000;
/** Of a group's newest messages the exact times are told. Ours: it bounds what is read. */
const LOOKED_THROUGH = 1_000;

/** Notes who writes in groups: a row for each person once, and a later time of theirs once a day. */
export function noteAuthors(
  db: TenantDb,
  authors: readonly (GroupAuthor & { conversationId: string })[],
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO conversation_authors (company_id, conversation_id, contact_id, name, wrote_at_ms)
     SELECT ?1, value ->> 'conversationId', value ->> 'contactId', value ->> 'name', value ->> 'wroteAtMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, conversation_id, contact_id) DO UPDATE SET
       name = coalesce(excluded.name, conversation_authors.name), wrote_at_ms = excluded.wrote_at_ms
     WHERE excluded.wrote_at_ms >= conversation_authors.wrote_at_ms + ${NOTED_EVERY_MS}`,
    JSON.stringify(authors),
  );
}

/** All who ever wrote in a group, or were said to be in it, in no order. */
export function selectAuthors(db: TenantDb, conversationId: string): D1PreparedStatement {
  return db.statement(
    `SELECT a.contact_id AS contactId, a.name, a.wrote_at_ms AS wroteAtMs, a.member_at_ms AS memberAtMs,
            a.gone_at_ms AS goneAtMs FROM conversation_authors a
     WHERE a.company_id = ?1 AND a.conversation_id IN ${WHOLE_THREAD} LIMIT ${MAX_AUTHORS}`,
    conversationId,
  );
}

/** Who wrote the newest messages of a group, the newest first. */
export function selectNewestAuthors(db: TenantDb, conversationId: string): D1PreparedStatement {
  return db.statement(
    `SELECT m.sender ->> 'contactId' AS contactId, m.sender ->> 'name' AS name, m.sent_at_ms AS wroteAtMs
     FROM messages m
     WHERE m.company_id = ?1 AND m.conversation_id = ${GOES_ON_IN('?2')} AND m.sender IS NOT NULL
     ORDER BY m.id DESC LIMIT ${LOOKED_THROUGH}`,
    conversationId,
  );
}
