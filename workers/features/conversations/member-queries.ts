import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { GOES_ON_IN } from './list-queries.ts';
import type { MemberNews } from './members.rules.ts';
import { conversations } from './schema.ts';

/** Notes who is a member of a group, and who is none: the newest word of either, in whatever order they come. */
export function noteMembers(db: TenantDb, news: readonly MemberNews[]): D1PreparedStatement {
  const isNewer = (column: string) => `excluded.${column} > coalesce(conversation_authors.${column}, 0)`;
  const newest = (column: string) =>
    `${column} = iif(${isNewer(column)}, excluded.${column}, conversation_authors.${column})`;
  return db.statement(
    `INSERT INTO conversation_authors (company_id, conversation_id, contact_id, name, wrote_at_ms, member_at_ms, gone_at_ms)
     SELECT ?1, value ->> 'conversationId', value ->> 'contactId', value ->> 'name', 0,
            iif(value ->> 'isMember', value ->> 'atMs', NULL), iif(value ->> 'isMember', NULL, value ->> 'atMs')
     FROM json_each(?2) WHERE true
     ON CONFLICT (company_id, conversation_id, contact_id) DO UPDATE SET
       name = coalesce(excluded.name, conversation_authors.name), ${newest('member_at_ms')}, ${newest('gone_at_ms')}
     WHERE ${isNewer('member_at_ms')} OR ${isNewer('gone_at_ms')}`,
    JSON.stringify(news),
  );
}

/** Whoever else was thought to be a member is none as of then: these are all. */
export function noteOthersGone(
  db: TenantDb,
  { conversationId, atMs }: { conversationId: string; atMs: number },
  memberIds: readonly string[],
): D1PreparedStatement {
  return db.statement(
    `UPDATE conversation_authors SET gone_at_ms = ?3
     WHERE company_id = ?1 AND conversation_id = ?2
       AND contact_id NOT IN (SELECT value FROM json_each(?4))
       AND max(coalesce(member_at_ms, 0), wrote_at_ms) > coalesce(gone_at_ms, 0)
       AND max(coalesce(member_at_ms, 0), wrote_at_ms) < ?3`,
    conversationId,
    atMs,
    JSON.stringify(memberIds),
  );
}

/** That WhatsApp was asked, and has answered. Gives the conversation: who looks at it looks again. */
export function noteAsked(
  db: TenantDb,
  { conversationId, atMs }: { conversationId: string; atMs: number },
): D1PreparedStatement {
  return db.statement(
    `UPDATE conversations SET members_asked_at_ms = ?3, activity_seq = activity_seq + 1
     WHERE company_id = ?1 AND id = ?2 RETURNING ${columnsOf(conversations, 'conversations')}`,
    conversationId,
    atMs,
  );
}

/** A group's conversation, and what is needed to ask the provider about it. */
export interface GroupToAsk {
  conversationId: string;
  channelId: string;
  groupId: string;
  askedAtMs: number | null;
  phoneNumberId: string;
  displayPhoneNumber: string;
  accessTokenSealed: string;
}

/** No row for conversations with a person, and where the number is not connected any more. */
export function selectGroupToAsk(db: TenantDb, conversationId: string): D1PreparedStatement {
  return db.statement(
    `SELECT v.id AS conversationId, v.channel_id AS channelId, c.group_id AS groupId,
            v.members_asked_at_ms AS askedAtMs, h.phone_number_id AS phoneNumberId,
            h.display_phone_number AS displayPhoneNumber,
            h.access_token_sealed AS accessTokenSealed
     FROM conversations v
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = v.contact_id
     CROSS JOIN channels h ON h.company_id = ?1 AND h.id = v.channel_id
     WHERE v.company_id = ?1 AND v.id = ${GOES_ON_IN('?2')} AND c.group_id IS NOT NULL
       AND h.disconnected_at_ms IS NULL`,
    conversationId,
  );
}
