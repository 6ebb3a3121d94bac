import type { MessageError } from '../../contracts/api/messages.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { isAmendment } from './arrival.rules.ts';
import { GOES_ON_IN, WHOLE_THREAD } from './list-queries.ts';
import { mayMoveTo } from './message-moves.ts';
import { conversations, messages } from './schema.ts';
import { entry, withEntry, withWait } from './journal.ts';
import type { ConversationRow, MessageRow } from './rules.ts';
import { isHeldUp } from './send-order.ts';
import type { MessageRef } from './wake-message.ts';

/** A conversation, or the one in which it goes on, with the contact it is with. */
export function selectConversationWithContact(db: TenantDb, conversationId: string): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(conversations, 'v')}, c.kind AS contactKind, c.given_name AS givenName,
            c.profile_name AS profileName, c.phone,
            c.user_id AS userId, c.marketing_opt_out_at_ms AS marketingOptOutAtMs, h.waba_id AS wabaId,
            h.disconnected_at_ms AS disconnectedAtMs, l.status AS lastMessageStatus
     FROM conversations v
     CROSS JOIN channels h ON h.company_id = ?1 AND h.id = v.channel_id
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = v.contact_id
     LEFT JOIN messages l ON l.company_id = ?1 AND l.conversation_id = v.id AND l.id = v.last_message_id
     WHERE v.company_id = ?1 AND v.id = ${GOES_ON_IN('?2')}`,
    conversationId,
  );
}

export function selectIdempotencyKey(db: TenantDb, key: string): D1PreparedStatement {
  return db.statement(
    `SELECT k.request_hash AS requestHash, ${columnsOf(messages, 'm')}
     FROM idempotency_keys k
     CROSS JOIN messages m ON m.company_id = ?1 AND m.conversation_id = k.conversation_id AND m.id = k.message_id
     WHERE k.company_id = ?1 AND k.key = ?2`,
    key,
  );
}

/** Plain: the second request with the same key fails its whole batch. */
export function insertIdempotencyKey(
  db: TenantDb,
  row: { key: string; requestHash: string; conversationId: string; messageId: string; createdAtMs: number },
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO idempotency_keys (company_id, key, request_hash, conversation_id, message_id, created_at_ms)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
    row.key,
    row.requestHash,
    row.conversationId,
    row.messageId,
    row.createdAtMs,
  );
}

/** A queued message at the end of its conversation's chain. */
export function insertOutbound(
  db: TenantDb,
  row: Pick<
    MessageRow,
    | 'id'
    | 'conversationId'
    | 'type'
    | 'text'
    | 'content'
    | 'media'
    | 'authorId'
    | 'clientKey'
    | 'replyToId'
    | 'sentAtMs'
    | 'wakeupAtMs'
  >,
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO messages (company_id, conversation_id, id, channel_id, direction, type, text, status, author_id,
                           sent_at_ms, after_id, wakeup_at_ms, client_key, content, reply_to_id, media)
     SELECT ?1, v.id, ?3, v.channel_id, 'outbound', ?4, ?5, 'queued', ?6, ?7, v.last_outbound_id, ?8, ?9, ?10, ?11, ?12
     FROM conversations v WHERE v.company_id = ?1 AND v.id = ?2
     RETURNING ${columnsOf(messages, 'messages')}`,
    row.conversationId,
    row.id,
    row.type,
    row.text,
    row.authorId,
    row.sentAtMs,
    row.wakeupAtMs,
    row.clientKey,
    row.content,
    row.replyToId,
    row.media,
  );
}

export type AnsweredMessage = Pick<MessageRow, 'externalId' | 'conversationId'>;

/** Whether there is such a message in the conversation, and whether the provider knows it. */
export function selectAnswered(db: TenantDb, ref: MessageRef): D1PreparedStatement {
  return db.statement(
    `SELECT external_id AS externalId, conversation_id AS conversationId FROM messages
     WHERE company_id = ?1 AND conversation_id IN ${WHOLE_THREAD} AND id = ?3`,
    ref.conversationId,
    ref.id,
  );
}

/** A message that a person wants sent once more, with what decides whether it may be. */
export type ForRepeating = Pick<MessageRow, 'conversationId' | 'status' | 'type' | 'leaseUntilMs'> &
  Pick<ConversationRow, 'lastInboundAtMs' | 'handover'> & { disconnectedAtMs: number | null };

export function selectForRepeating(db: TenantDb, ref: MessageRef): D1PreparedStatement {
  return db.statement(
    `SELECT m.conversation_id AS conversationId, m.status, m.type, m.lease_until_ms AS leaseUntilMs,
            v.last_inbound_at_ms AS lastInboundAtMs, v.handover, h.disconnected_at_ms AS disconnectedAtMs
     FROM messages m CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = ${GOES_ON_IN('?2')}
     CROSS JOIN channels h ON h.company_id = ?1 AND h.id = m.channel_id
     WHERE m.company_id = ?1 AND m.conversation_id IN ${WHOLE_THREAD} AND m.id = ?3`,
    ref.conversationId,
    ref.id,
  );
}

/**
 * What writing does to the conversation: it is the newest, everything before counts as read, it is open again. A reaction
 * says nothing by itself: what was newest stays so.
 */
export function touchByOutbound(
  db: TenantDb,
  row: {
    conversationId: string;
    messageId: string;
    text: string | null;
    type: string;
    /** JSON of `LastMessageFacts`. */
    facts: string | null;
    /** Null where no person wrote it: nobody has read then what the customer wrote. */
    authorId: string | null;
    atMs: number;
  },
): D1PreparedStatement {
  return db.statement(
    `UPDATE conversations SET last_outbound_id = ?3, last_message_id = iif(?7, last_message_id, ?3),
       last_message_text = iif(?7, last_message_text, ?4), last_message_type = iif(?7, last_message_type, ?5),
       last_message_direction = iif(?7, last_message_direction, 'outbound'),
       last_message_facts = iif(?7, last_message_facts, ?8),
       last_message_at_ms = iif(?7, last_message_at_ms, max(last_message_at_ms, ?6)),
       status = CASE WHEN status IN ('resolved', 'snoozed') THEN 'open' ELSE status END, snoozed_until_ms = NULL,
       unread_count = iif(?9, 0, unread_count), activity_seq = activity_seq + 1
     WHERE company_id = ?1 AND id = ?2
     RETURNING ${columnsOf(conversations, 'conversations')}`,
    row.conversationId,
    row.messageId,
    row.text,
    row.type,
    row.atMs,
    isAmendment(row.type) ? 1 : 0,
    row.facts,
    row.authorId === null ? 0 : 1,
  );
}

/** Messages in a second of a number that is used in the phone app too. Source: Meta, Cloud API throughput. */
const PHONE_APP_PER_SECOND = 20;

/** Everything that sending a message needs, in one read. */
export function selectForSending(db: TenantDb, ref: MessageRef): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(messages, 'm')}, c.phone AS contactPhone, c.user_id AS contactUserId,
            c.group_id AS contactGroupId,
            h.phone_number_id AS phoneNumberId, h.access_token_sealed AS accessTokenSealed,
            h.disconnected_at_ms AS disconnectedAtMs, v.handover, v.last_inbound_at_ms AS lastInboundAtMs,
            CASE WHEN m.type = 'template' AND c.marketing_opt_out_at_ms IS NOT NULL THEN
              (SELECT t.category FROM templates t
               WHERE t.company_id = ?1 AND t.waba_id = h.waba_id AND t.name = m.content ->> '$.template.name'
                 AND t.language = m.content ->> '$.template.language.code') END AS unwantedCategory,
             (SELECT min(CASE WHEN f.fact = 'throughput' THEN f.value ->> 'messagesPerSecond'
                              WHEN f.value ->> 'isOnPhoneApp' THEN ${PHONE_APP_PER_SECOND} END)
              FROM channel_facts f WHERE f.company_id = ?1 AND f.channel_id = h.id
                AND f.fact IN ('phone_app', 'throughput')) AS perSecond,
             coalesce(r.external_id, (
               SELECT s.external_id FROM conversations x INDEXED BY conversations_by_merge
               CROSS JOIN messages s ON s.company_id = ?1 AND s.conversation_id = x.id AND s.id = m.reply_to_id
               WHERE x.company_id = ?1 AND x.merged_into_id = m.conversation_id)) AS answersExternalId, ${isHeldUp('m')} AS isHeldUp
     FROM messages m
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = m.conversation_id
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = v.contact_id
     CROSS JOIN channels h ON h.company_id = ?1 AND h.id = m.channel_id
     LEFT JOIN messages r ON r.company_id = ?1 AND r.conversation_id = m.conversation_id AND r.id = m.reply_to_id
     WHERE m.company_id = ?1 AND m.conversation_id = ?2 AND m.id = ?3`,
    ref.conversationId,
    ref.id,
  );
}

export interface ForSending extends MessageRow {
  contactPhone: string | null;
  contactUserId: string | null;
  contactGroupId: string | null;
  phoneNumberId: string;
  accessTokenSealed: string;
  disconnectedAtMs: number | null;
  handover: string | null;
  lastInboundAtMs: number | null;
  /** Of a template to somebody who wants no marketing: what kind it is. */
  unwantedCategory: string | null;
  /** What the number may send in a second, where Meta has said so. */
  perSecond: number | null;
  /** What the provider calls the message that this one answers. */
  answersExternalId: string | null;
  isHeldUp: 0 | 1;
}

/** Writes down why a queued message waits, and until when. Refused (no row) when it is no longer queued. */
export function noteWait(
  db: TenantDb,
  ref: MessageRef,
  wait: { error: MessageError; atMs: number; dueAtMs: number; wakeupAtMs: number },
): D1PreparedStatement {
  const { code, title } = wait.error;
  return db.statement(
    `UPDATE messages SET error = ?4, due_at_ms = ?5, wakeup_at_ms = ?6, journal = ${withWait('?7')}, version = version + 1
     WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND status = 'queued'
     RETURNING ${columnsOf(messages, 'messages')}`,
    ref.conversationId,
    ref.id,
    JSON.stringify(wait.error),
    wait.dueAtMs,
    wait.wakeupAtMs,
    entry({ kind: 'held', atMs: wait.atMs, untilMs: wait.dueAtMs, code, title }),
  );
}

/** Lets messages that wait for a stop go, each at its own time. */
export function endWaits(
  db: TenantDb,
  rows: readonly (MessageRef & { dueAtMs: number; wakeupAtMs: number })[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'conversationId' AS conversation_id, value ->> 'id' AS id, value ->> 'dueAtMs' AS due_at_ms,
              value ->> 'wakeupAtMs' AS wakeup_at_ms
       FROM json_each(?2))
     INSERT INTO messages (company_id, conversation_id, id, channel_id, direction, type, sent_at_ms, status, due_at_ms,
                           wakeup_at_ms)
     SELECT ?1, m.conversation_id, m.id, m.channel_id, m.direction, m.type, m.sent_at_ms, m.status, j.due_at_ms,
            j.wakeup_at_ms
     FROM j CROSS JOIN messages m ON m.company_id = ?1 AND m.conversation_id = j.conversation_id AND m.id = j.id
     WHERE m.status = 'queued'
     ON CONFLICT (company_id, conversation_id, id) DO UPDATE SET
       error = NULL, due_at_ms = excluded.due_at_ms, wakeup_at_ms = excluded.wakeup_at_ms, version = messages.version + 1
     RETURNING ${columnsOf(messages, 'messages')}`,
    JSON.stringify(rows),
  );
}

/** Moves a message from `queued` to `sending`. Refused (no row) when it is not queued, not due, or held up. */
export function claimMessage(
  db: TenantDb,
  ref: MessageRef,
  nowMs: number,
  leaseUntilMs: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET status = 'sending', error = NULL, lease_until_ms = ?5, journal = ${withEntry('?6')},
       version = version + 1
     WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3 AND ${mayMoveTo('claim', 'sending')}
       AND (due_at_ms IS NULL OR due_at_ms <= ?4)
       AND NOT ${isHeldUp('messages')}
     RETURNING version`,
    ref.conversationId,
    ref.id,
    nowMs,
    leaseUntilMs,
    entry({ kind: 'try', atMs: nowMs }),
  );
}
