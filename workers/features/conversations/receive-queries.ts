import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { columnsOf, packedColumnsOf, unpacked } from '../../platform/db/columns.ts';
import type { ContactRow, Identifier } from '../contacts/index.ts';
import { contacts } from '../contacts/schema.ts';
import { conversations, messages } from './schema.ts';
import type { ConversationRow, MessageRow } from './rules.ts';
import { waitingOf } from './amendment-queries.ts';

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

/** A message's name at the provider. */
export interface MessageKey {
  channelId: string;
  externalId: string;
}

/** What is there under a message's name: the message, what waits for it, or neither. */
export interface KnownMessage {
  keyChannelId: string;
  keyExternalId: string;
  /** `packedColumnsOf` the message; null when it is not there. */
  message: string | null;
  mergedIntoId: string | null;
  /** JSON of `WaitingAmendment[]`. */
  waiting: string;
  /** `waitingOf` it. */
  seen: string;
}

const WAITING = `(SELECT json_group_array(json_object(
               'payload', p.payload, 'goesOnInId',
               (SELECT x.merged_into_id FROM conversations x
                WHERE x.company_id = ?1 AND x.id = p.payload ->> 'conversationId'),
               'joinedContactId',
               (SELECT c.merged_into_id FROM contacts c
                WHERE c.company_id = ?1 AND c.id = p.payload ->> 'contactId'))) FROM pending_amendments p
             WHERE p.company_id = ?1 AND p.channel_id = j.channel_id AND p.external_id = j.external_id)`;

export function selectKnownMessages(db: TenantDb, keys: readonly MessageKey[]): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'channelId' AS channel_id, value ->> 'externalId' AS external_id FROM json_each(?2))
     SELECT j.channel_id AS keyChannelId, j.external_id AS keyExternalId, v.merged_into_id AS mergedIntoId,
            ${WAITING} AS waiting, ${waitingOf('j.channel_id', 'j.external_id')} AS seen,
            ${packedColumnsOf(messages, 'm', 'message')}
     FROM j LEFT JOIN messages m
       ON m.company_id = ?1 AND m.channel_id = j.channel_id AND m.external_id = j.external_id
     LEFT JOIN conversations v ON v.company_id = ?1 AND v.id = m.conversation_id`,
    JSON.stringify(keys),
  );
}

/** A row of a sender, in which `contact` is null when nobody is known by the key; or one of a message. */
export type KnownUnderKey = Omit<KnownMessage, 'keyExternalId'> &
  Pick<KnownSender, 'keyKind' | 'keyValue' | 'untilMs' | 'conversationId'> & {
    keyExternalId: string | null;
    /** `packedColumnsOf` the contact. */
    contact: string | null;
  };

export const contactIn = (packed: string): ContactRow => unpacked(contacts, packed);
export const conversationIn = (packed: string): ConversationRow => unpacked(conversations, packed);
export const messageIn = (packed: string): MessageRow => unpacked(messages, packed);

/** `selectSenders` and `selectKnownMessages` in one statement: a row per key. */
export function selectKnownUnderKeys(
  db: TenantDb,
  senders: readonly SenderKey[],
  messageKeys: readonly MessageKey[],
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT value ->> 'kind' AS kind, value ->> 'value' AS value, value ->> 'channelId' AS channel_id,
              value ->> 'externalId' AS external_id
       FROM json_each(?2))
     SELECT j.kind AS keyKind, j.value AS keyValue, j.channel_id AS keyChannelId, j.external_id AS keyExternalId,
            i.until_ms AS untilMs, s.id AS conversationId, ${packedColumnsOf(contacts, 'c', 'contact')},
            v.merged_into_id AS mergedIntoId, ${WAITING} AS waiting, ${waitingOf('j.channel_id', 'j.external_id')} AS seen,
            ${packedColumnsOf(messages, 'm', 'message')}
     FROM j
     LEFT JOIN contact_identifiers i ON i.company_id = ?1 AND i.kind = j.kind AND i.value = j.value
     LEFT JOIN contacts c ON c.company_id = ?1 AND c.id = i.contact_id
     LEFT JOIN conversations s ON s.company_id = ?1 AND s.contact_id = i.contact_id AND s.channel_id = j.channel_id
     LEFT JOIN messages m ON m.company_id = ?1 AND m.channel_id = j.channel_id AND m.external_id = j.external_id
     LEFT JOIN conversations v ON v.company_id = ?1 AND v.id = m.conversation_id`,
    JSON.stringify([...senders, ...messageKeys]),
  );
}

/** What a batch of arrivals does to one conversation. */
export interface ConversationArrival {
  id: string;
  /** Whether there was none for this contact and channel. */
  isNew: boolean;
  contactId: string;
  channelId: string;
  /** Of a new one; a known one only opens again when the customer wrote. */
  status: 'open' | 'resolved';
  unreadCount: number;
  activity: number;
  lastMessageAtMs: number;
  /** Null when nothing of it is shown in the list. */
  lastMessageId: string | null;
  lastMessageText: string | null;
  lastMessageType: string | null;
  lastMessageDirection: 'inbound' | 'outbound' | null;
  lastMessageFacts: string | null;
  /** Null when the customer wrote nothing to us just now. */
  lastInboundAtMs: number | null;
  /** JSON of `Referral`. */
  referral: string | null;
  /** JSON of `StoredHandover`: that another app has the thread shows in what it brings. */
  handover: string | null;
  automationsPausedAtMs: number | null;
  createdAtMs: number;
}

/**
 * New conversations, and arrivals in known ones: counts go up by what is new, a resolved or snoozed one opens again
 * when the customer wrote, which also proves that no other app has the thread any more.
 * A new one plainly: when somebody else made it first, the whole batch fails and is read again.
 * So it does (NOT NULL) when the contact or the conversation was merged meanwhile. Gives each as it is then: `conversationIn`.
 */
export function upsertArrivals(db: TenantDb, arrivals: readonly ConversationArrival[]): D1PreparedStatement {
  const isNewest = `excluded.last_message_id IS NOT NULL AND (conversations.last_message_id IS NULL
                      OR (excluded.last_message_at_ms, excluded.last_message_id)
                       > (conversations.last_message_at_ms, conversations.last_message_id))`;
  const wasWritten = 'excluded.last_inbound_at_ms IS NOT NULL';
  const lastColumns = ['id', 'text', 'type', 'direction', 'facts'].map((name) => `last_message_${name}`);
  return db.statement(
    `INSERT INTO conversations (company_id, id, contact_id, channel_id, status, unread_count, last_message_at_ms,
       last_message_id, last_message_text, last_message_type, last_message_direction, last_message_facts,
       last_inbound_at_ms, referral,
       handover, automations_paused_at_ms, activity_seq, version, created_at_ms)
     SELECT ?1, value ->> 'id',
            iif(value ->> 'isNew', (SELECT id FROM contacts WHERE company_id = ?1 AND id = value ->> 'contactId'
                                    AND merged_into_id IS NULL), value ->> 'contactId'),
            value ->> 'channelId', value ->> 'status',
            value ->> 'unreadCount', value ->> 'lastMessageAtMs', value ->> 'lastMessageId',
            value ->> 'lastMessageText', value ->> 'lastMessageType', value ->> 'lastMessageDirection', value ->> 'lastMessageFacts',
            value ->> 'lastInboundAtMs', value ->> 'referral', value ->> 'handover',
            value ->> 'automationsPausedAtMs', value ->> 'activity', 1, value ->> 'createdAtMs'
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, id) DO UPDATE SET
       status = CASE WHEN ${wasWritten} AND conversations.status IN ('resolved', 'snoozed') THEN 'open'
                     WHEN conversations.status <> 'merged' THEN conversations.status END,
       snoozed_until_ms = CASE WHEN ${wasWritten} THEN NULL ELSE conversations.snoozed_until_ms END,
       unread_count = conversations.unread_count + excluded.unread_count,
       ${lastColumns.map((name) => `${name} = iif(${isNewest}, excluded.${name}, conversations.${name})`).join(',\n       ')},
       last_message_at_ms = iif(excluded.last_message_id IS NULL, conversations.last_message_at_ms,
                                max(conversations.last_message_at_ms, excluded.last_message_at_ms)),
       last_inbound_at_ms = CASE WHEN ${wasWritten}
         THEN max(coalesce(conversations.last_inbound_at_ms, 0), excluded.last_inbound_at_ms)
         ELSE conversations.last_inbound_at_ms END,
       referral = iif(coalesce(excluded.referral ->> 'atMs', 0) > coalesce(conversations.referral ->> 'atMs', 0),
                      excluded.referral, conversations.referral),
       handover = CASE
         WHEN ${wasWritten} AND conversations.handover ->> 'endedAtMs' IS NULL
           AND excluded.last_inbound_at_ms > conversations.handover ->> 'sinceMs'
         THEN json_set(conversations.handover, '$.endedAtMs', excluded.last_inbound_at_ms)
         WHEN excluded.handover ->> 'sinceMs' > coalesce(conversations.handover ->> 'endedAtMs',
                                                         iif(conversations.handover IS NULL, 0, NULL))
         THEN excluded.handover ELSE conversations.handover END,
       automations_paused_at_ms = coalesce(
         max(conversations.automations_paused_at_ms, excluded.automations_paused_at_ms),
         conversations.automations_paused_at_ms, excluded.automations_paused_at_ms),
       activity_seq = conversations.activity_seq + excluded.activity_seq
     RETURNING ${packedColumnsOf(conversations, 'conversations', 'conversation')}`,
    JSON.stringify(arrivals),
  );
}

/** A message that was written elsewhere, as it is inserted. */
export type ArrivedRow = Pick<
  MessageRow,
  | 'id'
  | 'conversationId'
  | 'channelId'
  | 'direction'
  | 'type'
  | 'text'
  | 'status'
  | 'error'
  | 'content'
  | 'sender'
  | 'origin'
  | 'media'
  | 'reactions'
  | 'edits'
  | 'editedAtMs'
  | 'revokedAtMs'
  | 'sentAtMs'
  | 'acceptedAtMs'
  | 'replyToId'
> & {
  externalId: string;
  /** `waitingOf` it as it was read; null where it was not. */
  seen: string | null;
};

/**
 * Plain: a message that somebody else stored first fails the whole batch, counters included. Refuses itself (NOT NULL)
 * when something else waits for it than was read.
 */
export function insertArrived(db: TenantDb, rows: readonly ArrivedRow[]): D1PreparedStatement {
  return db.statement(
    `INSERT INTO messages (company_id, conversation_id, id, channel_id, external_id, direction, type, text, status,
                           error, content, sender, origin, media, reactions, edits, edited_at_ms, revoked_at_ms,
                           sent_at_ms, accepted_at_ms, reply_to_id)
     SELECT ?1, value ->> 'conversationId', value ->> 'id', value ->> 'channelId', value ->> 'externalId',
            value ->> 'direction', value ->> 'type', value ->> 'text',
            CASE WHEN value ->> 'seen' IS NULL
                   OR ${waitingOf("value ->> 'channelId'", "value ->> 'externalId'")} = value ->> 'seen'
                 THEN value ->> 'status' END,
            value ->> 'error', value ->> 'content', value ->> 'sender', value ->> 'origin', value ->> 'media',
            value ->> 'reactions', value ->> 'edits', value ->> 'editedAtMs', value ->> 'revokedAtMs',
            value ->> 'sentAtMs', value ->> 'acceptedAtMs', value ->> 'replyToId'
     FROM json_each(?2)`,
    JSON.stringify(rows),
  );
}
