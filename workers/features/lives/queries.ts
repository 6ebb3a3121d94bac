import { columnsOf } from '../../platform/db/columns.ts';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { DEAD_LETTER_STATES } from '../../contracts/api/dead-letters.ts';
import { messages, type conversations } from '../conversations/schema.ts';
import { deadLetters } from '../dead-letters/schema.directory.ts';

/** A company's dead letters that are looked through in each state. Ours. */
const LOOKED_THROUGH = 1_000;
/** How far the chain of a conversation's outbound messages is followed. Ours. */
const MAX_CHAIN = 1_000;

const LIVING = `${columnsOf(messages, 'm')}, v.last_inbound_at_ms AS lastInboundAtMs, v.merged_into_id AS goesOnIn,
            (WITH RECURSIVE earlier (after_id, status) AS (
               SELECT m.after_id, m.status
               UNION ALL
               SELECT p.after_id, p.status FROM earlier CROSS JOIN messages p
                 ON p.company_id = ?1 AND p.conversation_id = m.conversation_id AND p.id = earlier.after_id
               WHERE earlier.status IN ('queued', 'sending', 'failed') LIMIT ${MAX_CHAIN})
             SELECT count(*) - 1 FROM earlier WHERE status IN ('queued', 'sending')) AS earlierCount`;

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
