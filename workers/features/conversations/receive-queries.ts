import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { ContactRow, Identifier } from '../contacts/index.ts';
import { contacts } from '../contacts/schema.ts';
import { conversations } from './schema.ts';
import type { MessageRow } from './rules.ts';

export interface SenderKey extends Identifier {
  channelId: string;
}

/** Whose an identifier is, and their conversation on the channel. */
export type KnownSender = ContactRow & {
  keyKind: Identifier['kind'];
  keyValue: string;
  keyChannelId: string;
  untilMs: number | null;
  conversationId: string | null;
};

/** Who these senders are, and where they are already talking to us. One row per key that is known. */
export function selectSenders(db: TenantDb, keys: readonly SenderKey[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'kind' AS kind, value ->> 'value' AS value, value ->> 'channelId' AS channel_id
       FROM json_each(?2))
     SELECT j.kind AS keyKind, j.value AS keyValue, j.channel_id AS keyChannelId, i.until_ms AS untilMs,
            v.id AS conversationId,
            ${columnsOf(contacts, 'c')}
     FROM j
     CROSS JOIN contact_identifiers i ON i.company_id = ?1 AND i.kind = j.kind AND i.value = j.value
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = i.contact_id
     LEFT JOIN conversations v ON v.company_id = ?1 AND v.contact_id = i.contact_id AND v.channel_id = j.channel_id`,
    JSON.stringify(keys),
  );
}

/** Which of these messages we already have. */
export function selectKnownMessages(
  db: TenantDb,
  keys: readonly { channelId: string; externalId: string }[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'channelId' AS channel_id, value ->> 'externalId' AS external_id FROM json_each(?2))
     SELECT m.channel_id AS channelId, m.external_id AS externalId
     FROM j CROSS JOIN messages m
       ON m.company_id = ?1 AND m.channel_id = j.channel_id AND m.external_id = j.external_id`,
    JSON.stringify(keys),
  );
}

/** What a batch of inbound messages does to one conversation. */
export interface ConversationArrival {
  id: string;
  contactId: string;
  channelId: string;
  unreadCount: number;
  lastMessageAtMs: number;
  lastMessageId: string;
  lastMessageText: string | null;
  lastMessageType: string;
  lastInboundAtMs: number;
  createdAtMs: number;
}

/**
 * New conversations, and arrivals in known ones: counts go up by what is new, a resolved or snoozed one opens again.
 * A new one plainly: when somebody else made it first, the whole batch fails and is read again.
 */
export function upsertArrivals(db: TenantDb, arrivals: readonly ConversationArrival[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO conversations (company_id, id, contact_id, channel_id, status, unread_count, last_message_at_ms,
       last_message_id, last_message_text, last_message_type, last_message_direction, last_inbound_at_ms,
       activity_seq, version, created_at_ms)
     SELECT ?1, value ->> 'id', value ->> 'contactId', value ->> 'channelId', 'open', value ->> 'unreadCount',
            value ->> 'lastMessageAtMs', value ->> 'lastMessageId', value ->> 'lastMessageText',
            value ->> 'lastMessageType', 'inbound', value ->> 'lastInboundAtMs', value ->> 'unreadCount', 1,
            value ->> 'createdAtMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, id) DO UPDATE SET
       status = CASE WHEN conversations.status IN ('resolved', 'snoozed') THEN 'open' ELSE conversations.status END,
       snoozed_until_ms = NULL,
       unread_count = conversations.unread_count + excluded.unread_count,
       last_message_id = iif(excluded.last_message_at_ms >= conversations.last_message_at_ms,
                             excluded.last_message_id, conversations.last_message_id),
       last_message_text = iif(excluded.last_message_at_ms >= conversations.last_message_at_ms,
                               excluded.last_message_text, conversations.last_message_text),
       last_message_type = iif(excluded.last_message_at_ms >= conversations.last_message_at_ms,
                               excluded.last_message_type, conversations.last_message_type),
       last_message_direction = iif(excluded.last_message_at_ms >= conversations.last_message_at_ms,
                                    'inbound', conversations.last_message_direction),
       last_message_at_ms = max(conversations.last_message_at_ms, excluded.last_message_at_ms),
       last_inbound_at_ms = max(coalesce(conversations.last_inbound_at_ms, 0), excluded.last_inbound_at_ms),
       activity_seq = conversations.activity_seq + excluded.activity_seq
     RETURNING ${columnsOf(conversations, 'conversations')}`,
    JSON.stringify(arrivals),
  );
}

export type InboundRow = Pick<
  MessageRow,
  'id' | 'conversationId' | 'channelId' | 'externalId' | 'type' | 'text' | 'error' | 'content' | 'sentAtMs'
>;

/** Plain: a message that somebody else stored first fails the whole batch, counters included. */
export function insertInbound(db: TenantDb, rows: readonly InboundRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO messages (company_id, conversation_id, id, channel_id, external_id, direction, type, text, status,
                           error, content, sent_at_ms)
     SELECT ?1, value ->> 'conversationId', value ->> 'id', value ->> 'channelId', value ->> 'externalId', 'inbound',
            value ->> 'type', value ->> 'text', 'received', value ->> 'error', value ->> 'content', value ->> 'sentAtMs'
     FROM json_each(?2)`,
    JSON.stringify(rows),
  );
}
