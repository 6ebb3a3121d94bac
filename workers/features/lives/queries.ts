import { columnsOf } from '../../platform/db/columns.ts';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { DEAD_LETTER_STATES } from '../../contracts/api/dead-letters.ts';
import { MAX_CHAIN, messages, SURELY_OLDER_MS, type conversations } from '../conversations/schema.ts';
import { deadLetters } from '../dead-letters/schema.directory.ts';
import type { eventSources, incomingEvents } from '../incoming-events/schema.ts';
import type { webhookDeliveries, webhooks } from '../webhooks-out/schema.ts';

/** A company's dead letters that are looked through in each state. Ours. */
const LOOKED_THROUGH = 1_000;

/** Conversations that are asked for a message in one statement. Ours. */
export const CONVERSATIONS_ASKED = 5_000;

const LIVING = `${columnsOf(messages, 'm')}, v.last_inbound_at_ms AS lastInboundAtMs, v.merged_into_id AS goesOnIn,
            (WITH RECURSIVE earlier (after_id, status) AS (
               SELECT m.after_id, m.status
               UNION ALL
               SELECT p.after_id, p.status FROM earlier CROSS JOIN messages p
                 ON p.company_id = ?1 AND p.conversation_id = m.conversation_id AND p.id = earlier.after_id
               WHERE earlier.status IN ('queued', 'sending', 'failed') LIMIT ${MAX_CHAIN})
             SELECT count(*) - 1 FROM earlier WHERE status IN ('queued', 'sending')) +
            iif(m.status = 'queued', (WITH RECURSIVE elsewhere (conversation_id, after_id, status, sent_at_ms) AS (
               SELECT p.conversation_id, p.after_id, p.status, p.sent_at_ms
               FROM conversations y CROSS JOIN messages p
                 ON p.company_id = ?1 AND p.conversation_id = y.id AND p.id = y.last_outbound_id
               WHERE y.company_id = ?1 AND y.id <> m.conversation_id AND y.id IN (
                 SELECT coalesce(v.merged_into_id, v.id) UNION ALL
                 SELECT x.id FROM conversations x INDEXED BY conversations_by_merge
                 WHERE x.company_id = ?1 AND x.merged_into_id = coalesce(v.merged_into_id, v.id))
               UNION ALL
               SELECT p.conversation_id, p.after_id, p.status, p.sent_at_ms FROM elsewhere CROSS JOIN messages p
                 ON p.company_id = ?1 AND p.conversation_id = elsewhere.conversation_id AND p.id = elsewhere.after_id
               WHERE elsewhere.status IN ('queued', 'sending', 'failed') LIMIT ${MAX_CHAIN})
             SELECT count(*) FROM elsewhere WHERE status IN ('queued', 'sending')
               AND sent_at_ms + iif(v.merged_into_id IS NULL, 0, ${SURELY_OLDER_MS}) < m.sent_at_ms), 0) AS earlierCount`;

/** One message with what decides what happens to it next. */
export type LivingRow = typeof messages.$inferSelect &
  Pick<typeof conversations.$inferSelect, 'lastInboundAtMs'> & {
    goesOnIn: string | null;
    /** Messages of its conversation that go first, while it is queued. */
    earlierCount: number;
  };

export function selectLiving(db: TenantDb, ref: { conversationId: string; id: string }): D1PreparedStatement {
  return db.statement(
    `SELECT ${LIVING} FROM messages m
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = m.conversation_id
     WHERE m.company_id = ?1 AND m.conversation_id = ?2 AND m.id = ?3`,
    ref.conversationId,
    ref.id,
  );
}

/** The same by the provider's id. */
export function selectLivingByExternalId(
  db: TenantDb,
  channelIds: readonly string[],
  externalId: string,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${LIVING} FROM json_each(?2) j
     CROSS JOIN messages m ON m.company_id = ?1 AND m.channel_id = j.value AND m.external_id = ?3
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = m.conversation_id LIMIT 1`,
    JSON.stringify(channelIds),
    externalId,
  );
}

/** Jobs about this message that nobody could do, of whichever state. `fromId`: no letter about it can be older. */
export function selectLettersOf(
  db: DirectoryDb,
  companyId: string,
  messageId: string,
  fromId: string,
): D1PreparedStatement {
  const ofState = (state: string) =>
    `SELECT * FROM (SELECT ${columnsOf(deadLetters, 'd')} FROM dead_letters d
     WHERE d.company_id = ?1 AND d.state = '${state}' AND d.id >= ?2 ORDER BY d.id LIMIT ${LOOKED_THROUGH})
     WHERE instr(ref, ?3) > 0`;
  return db.statement(DEAD_LETTER_STATES.map(ofState).join(' UNION ALL '), companyId, fromId, messageId);
}

/** A slice of the company's conversations, asked for a message of this id: each one is one step into its thread. */
export interface AskedConversations {
  count: number;
  lastId: string | null;
  /** Where the message is. */
  conversationId: string | null;
}

export function selectHolding(db: TenantDb, messageId: string, afterId: string): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (
       SELECT id FROM conversations WHERE company_id = ?1 AND id > ?3 ORDER BY id LIMIT ${CONVERSATIONS_ASKED})
     SELECT count(*) AS count, max(j.id) AS lastId, max(m.conversation_id) AS conversationId
     FROM j LEFT JOIN messages m ON m.company_id = ?1 AND m.conversation_id = j.id AND m.id = ?2`,
    messageId,
    afterId,
  );
}

export type ToldRow = Omit<typeof webhookDeliveries.$inferSelect, 'body'> & {
  url: (typeof webhooks.$inferSelect)['url'] | null;
  isEnabled: number | null;
};

/** What webhooks were told of a message, in the order in which it happened, after one of them. */
export function selectToldOf(
  db: TenantDb,
  messageId: string,
  after: { id: string; webhookId: string },
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT d.webhook_id AS webhookId, d.id, d.event_type AS eventType, d.state, d.tries, d.due_at_ms AS dueAtMs,
            d.attempts, d.created_at_ms AS createdAtMs, d.finished_at_ms AS finishedAtMs, w.url, w.is_enabled AS isEnabled
     FROM webhook_deliveries d LEFT JOIN webhooks w ON w.company_id = ?1 AND w.id = d.webhook_id
     WHERE d.company_id = ?1 AND d.message_id = ?2 AND (d.id, d.webhook_id) > (?3, ?4)
     ORDER BY d.id, d.webhook_id LIMIT ?5`,
    messageId,
    after.id,
    after.webhookId,
    limit,
  );
}

export type CauseRow = Pick<typeof incomingEvents.$inferSelect, 'type'> & {
  receivedAtMs: number | null;
  sourceName: (typeof eventSources.$inferSelect)['name'] | null;
};

/** The event that a message was sent for, and its source; each null when it is no more. */
export function selectCause(
  db: TenantDb,
  { sourceId, eventId }: { sourceId: string; eventId: string },
): D1PreparedStatement {
  return db.statement(
    `SELECT e.type, e.received_at_ms AS receivedAtMs, s.name AS sourceName FROM (SELECT 1)
     LEFT JOIN incoming_events e ON e.company_id = ?1 AND e.source_id = ?2 AND e.id = ?3
     LEFT JOIN event_sources s ON s.company_id = ?1 AND s.id = ?2`,
    sourceId,
    eventId,
  );
}
