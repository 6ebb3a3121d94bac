import type { JournalEntry } from '../../contracts/api/message-life.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { entry, withEntry } from './journal.ts';

/** How far back the newest message of the customer is looked for. Ours: nobody writes so many in a row. */
const LOOKED_AT = 200;

export interface NewestInbound {
  id: string;
  externalId: string;
  sentAtMs: number;
  channelId: string;
  phoneNumberId: string;
  accessTokenSealed: string;
  disconnectedAtMs: number | null;
  handover: string | null;
}

/**
 * The newest message that the customer had sent to us before a place in the thread (null: until now), and what is needed to tell the provider
 * about it.
 */
export function selectNewestInbound(
  db: TenantDb,
  conversationId: string,
  beforeId: string | null,
): D1PreparedStatement {
  return db.statement(
    `WITH earlier AS MATERIALIZED (
       SELECT id, external_id, sent_at_ms, direction, type, origin FROM messages
       WHERE company_id = ?1 AND conversation_id = ?2 ORDER BY id DESC LIMIT ${LOOKED_AT}),
     done AS MATERIALIZED (
       SELECT max(id) AS id, external_id, sent_at_ms FROM earlier
       WHERE direction = 'inbound' AND external_id IS NOT NULL AND origin IS NULL AND (?3 IS NULL OR id < ?3)
         AND type NOT IN ('call', 'system', 'payment', 'reaction', 'edit', 'revoke'))
     SELECT done.id, done.external_id AS externalId, done.sent_at_ms AS sentAtMs, h.id AS channelId,
            h.phone_number_id AS phoneNumberId, h.access_token_sealed AS accessTokenSealed,
            h.disconnected_at_ms AS disconnectedAtMs, v.handover
     FROM done
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = ?2
     CROSS JOIN channels h ON h.company_id = ?1 AND h.id = v.channel_id
     WHERE done.id IS NOT NULL`,
    conversationId,
    beforeId,
  );
}

/** Notes in the life of a message that its customer's phone was not told that it was read. */
export function noteUntold(
  db: TenantDb,
  message: { conversationId: string; id: string },
  untold: Extract<JournalEntry, { kind: 'read_untold' }>,
): D1PreparedStatement {
  return db.statement(
    `UPDATE messages SET journal = ${withEntry('?4')} WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3`,
    message.conversationId,
    message.id,
    entry(untold),
  );
}
