import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { WINDOW_MS } from './rules.ts';
import { conversations } from './schema.ts';

/** The person of a conversation wants no marketing; who said so before stays. Gives the contact's id and version. */
export function optContactOut(db: TenantDb, conversationId: string, atMs: number): D1PreparedStatement {
  return db.statement(
    `UPDATE contacts SET marketing_opt_out_at_ms = ?3, marketing_opt_out_source = 'meta', version = version + 1
     WHERE company_id = ?1 AND marketing_opt_out_at_ms IS NULL
       AND id = (SELECT v.contact_id FROM conversations v WHERE v.company_id = ?1 AND v.id = ?2)
     RETURNING id AS contactId, version AS contactVersion`,
    conversationId,
    atMs,
  );
}

/**
 * The window was closed when this message was sent, whatever we counted: it ended no later than that. A customer who
 * has written since has opened it again.
 */
export function closeWindow(db: TenantDb, conversationId: string, sentAtMs: number): D1PreparedStatement {
  return db.statement(
    `UPDATE conversations SET last_inbound_at_ms = ?3 - ${WINDOW_MS}, activity_seq = activity_seq + 1
     WHERE company_id = ?1 AND id = ?2 AND last_inbound_at_ms <= ?3 AND last_inbound_at_ms > ?3 - ${WINDOW_MS}
     RETURNING ${columnsOf(conversations, 'conversations')}`,
    conversationId,
    sentAtMs,
  );
}

/** The persons of these conversations, as the pacer knows them. */
export function selectRecipients(db: TenantDb, conversationIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT v.id AS conversationId, c.phone AS contactPhone, c.user_id AS contactUserId, c.group_id AS contactGroupId
     FROM json_each(?2) j
     CROSS JOIN conversations v ON v.company_id = ?1 AND v.id = j.value
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = v.contact_id`,
    JSON.stringify(conversationIds),
  );
}

export interface Recipient {
  conversationId: string;
  contactPhone: string | null;
  contactUserId: string | null;
  contactGroupId: string | null;
}
