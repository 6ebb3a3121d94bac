import { columnsOf } from '../../platform/db/columns.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import { conversations } from '../conversations/schema.ts';
import type { ContactState, MergeRecord, PlannedMerge, ThreadState } from './plan-merge.ts';
import type { ContactRow, Identifier } from './rules.ts';
import { contactMerges, contacts } from './schema.ts';

export type ThreadRow = typeof conversations.$inferSelect;
export type MergeRow = typeof contactMerges.$inferSelect;

const ids = (list: readonly string[]) => JSON.stringify(list);

export function selectContacts(db: TenantDb, contactIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(contacts, 'c')} FROM json_each(?2) j
     CROSS JOIN contacts c ON c.company_id = ?1 AND c.id = j.value`,
    ids(contactIds),
  );
}

/** The conversations of these contacts: one per channel. */
export function selectThreads(db: TenantDb, contactIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(conversations, 'v')} FROM json_each(?2) j
     CROSS JOIN conversations v INDEXED BY conversations_contact_channel
       ON v.company_id = ?1 AND v.contact_id = j.value`,
    ids(contactIds),
  );
}

/** What these contacts' conversations go on from: those of earlier merges. */
export function selectEarlierThreads(db: TenantDb, contactIds: readonly string[]): D1PreparedStatement {
  return db.statement(
    `SELECT m.id, m.merged_into_id AS mergedIntoId FROM json_each(?2) j
     CROSS JOIN conversations v INDEXED BY conversations_contact_channel
       ON v.company_id = ?1 AND v.contact_id = j.value
     CROSS JOIN conversations m INDEXED BY conversations_by_merge
       ON m.company_id = ?1 AND m.merged_into_id = v.id`,
    ids(contactIds),
  );
}

/** Messages of one conversation that are counted at most. Ours: it bounds what a preview reads. */
export const MAX_MESSAGES_COUNTED = 1_000;

/** How many messages each conversation of a contact has, also those that go on elsewhere. */
export function countMessages(db: TenantDb, contactId: string): D1PreparedStatement {
  return db.statement(
    `SELECT (SELECT count(*) FROM (
               SELECT 1 FROM messages m WHERE m.company_id = ?1 AND m.conversation_id = v.id
                 AND m.type NOT IN ('reaction', 'edit', 'revoke') LIMIT ?3)) AS count
     FROM conversations v INDEXED BY conversations_contact_channel
     WHERE v.company_id = ?1 AND v.contact_id = ?2`,
    contactId,
    MAX_MESSAGES_COUNTED,
  );
}

/** Merges of these two that a person undid. */
export function selectUndone(db: TenantDb, contactIds: readonly [string, string]): D1PreparedStatement {
  return db.statement(
    `SELECT id FROM contact_merges
     WHERE company_id = ?1 AND into_contact_id IN (?2, ?3) AND from_contact_id IN (?2, ?3)
       AND undone_at_ms IS NOT NULL LIMIT 1`,
    ...contactIds,
  );
}

/** All merges into a contact, the newest last. */
export function selectMerges(db: TenantDb, intoContactId: string): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(contactMerges, 'm')} FROM contact_merges m
     WHERE m.company_id = ?1 AND m.into_contact_id = ?2 ORDER BY m.id`,
    intoContactId,
  );
}

/** Refuses itself (NOT NULL) when one of the two has got or lost a conversation since they were read. */
export function insertMerge(
  db: TenantDb,
  merge: PlannedMerge & Pick<MergeRow, 'id' | 'reason' | 'byUserId' | 'atMs'>,
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO contact_merges (company_id, into_contact_id, id, from_contact_id, reason, by_user_id, at_ms, record)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7,
            CASE WHEN (SELECT count(*) FROM conversations WHERE company_id = ?1 AND contact_id IN (?2, ?4)) = ?8
                 THEN ?9 END`,
    merge.intoId,
    merge.id,
    merge.fromId,
    merge.reason,
    merge.byUserId,
    merge.atMs,
    merge.threadCount,
    JSON.stringify(merge.record),
  );
}

/** Refuses itself (NOT NULL) when it was undone meanwhile. */
export function markUndone(
  db: TenantDb,
  merge: Pick<MergeRow, 'intoContactId' | 'id'>,
  by: { userId: string; atMs: number },
): D1PreparedStatement {
  return db.statement(
    `UPDATE contact_merges SET at_ms = CASE WHEN undone_at_ms IS NULL THEN at_ms END, undone_at_ms = ?4,
       undone_by_id = ?5
     WHERE company_id = ?1 AND into_contact_id = ?2 AND id = ?3`,
    merge.intoContactId,
    merge.id,
    by.atMs,
    by.userId,
  );
}

/** Refuses itself (NOT NULL) when the contact has changed since it was read. */
export function writeContact(
  db: TenantDb,
  row: ContactRow,
  change: ContactState & Pick<ContactRow, 'identifiers' | 'mergedIntoId'>,
): D1PreparedStatement {
  return db.statement(
    `UPDATE contacts SET given_name = ?3, profile_name = ?4, phone = ?5, user_id = ?6, parent_user_id = ?7,
       username = ?8, marketing_opt_out_at_ms = ?9, marketing_opt_out_source = ?10, notes = ?11, identifiers = ?12,
       merged_into_id = ?13, marketing_changed_at_ms = ?15,
       given_name_as_of_ms = ?16, profile_as_of_ms = ?17,
       version = CASE WHEN version = ?14 THEN version + 1 END
     WHERE company_id = ?1 AND id = ?2`,
    row.id,
    change.givenName,
    change.profileName,
    change.phone,
    change.userId,
    change.parentUserId,
    change.username,
    change.marketingOptOutAtMs,
    change.marketingOptOutSource,
    change.notes,
    change.identifiers,
    change.mergedIntoId,
    row.version,
    change.marketingChangedAtMs,
    change.givenNameAsOfMs,
    change.profileAsOfMs,
  );
}

export function moveIdentifiers(
  db: TenantDb,
  identifiers: readonly Identifier[],
  fromId: string,
  toId: string,
): D1PreparedStatement[] {
  return identifiers.map(({ kind, value }) =>
    db.statement(
      `UPDATE contact_identifiers SET contact_id = ?5
       WHERE company_id = ?1 AND kind = ?2 AND value = ?3 AND contact_id = ?4`,
      kind,
      value,
      fromId,
      toId,
    ),
  );
}

export function deleteTerms(
  db: TenantDb,
  terms: readonly string[],
  contactId: string,
): D1PreparedStatement[] {
  return terms.map((term) =>
    db.statement(
      `DELETE FROM contact_terms WHERE company_id = ?1 AND term = ?2 AND contact_id = ?3`,
      term,
      contactId,
    ),
  );
}

/** Refuses itself (NOT NULL) when the conversation is not the first one's any more. */
export function giveThread(
  db: TenantDb,
  conversationId: string,
  fromId: string,
  toId: string,
): D1PreparedStatement {
  return db.statement(
    `UPDATE conversations SET contact_id = ?4, version = CASE WHEN contact_id = ?3 THEN version + 1 END
     WHERE company_id = ?1 AND id = ?2`,
    conversationId,
    fromId,
    toId,
  );
}

/** Refuses itself (NOT NULL) when anything has happened in the conversation since it was read. */
export function writeThread(db: TenantDb, row: ThreadRow, state: ThreadState): D1PreparedStatement {
  return db.statement(
    `UPDATE conversations SET status = ?3, assignee_id = ?4, snoozed_until_ms = ?5, unread_count = ?6,
       last_message_at_ms = ?7, last_message_id = ?8, last_message_text = ?9, last_message_type = ?10,
       last_message_direction = ?11, last_inbound_at_ms = ?12, referral = ?13, handover = ?14,
       automations_paused_at_ms = ?15, merged_into_id = ?16,
       last_message_facts = ?19, version = CASE WHEN version = ?17 AND activity_seq = ?18 THEN version + 1 END
     WHERE company_id = ?1 AND id = ?2`,
    row.id,
    state.status,
    state.assigneeId,
    state.snoozedUntilMs,
    state.unreadCount,
    state.lastMessageAtMs,
    state.lastMessageId,
    state.lastMessageText,
    state.lastMessageType,
    state.lastMessageDirection,
    state.lastInboundAtMs,
    state.referral,
    state.handover,
    state.automationsPausedAtMs,
    state.mergedIntoId,
    row.version,
    row.activitySeq,
    state.lastMessageFacts,
  );
}

export function repointThreads(db: TenantDb, moves: MergeRecord['repointed']): D1PreparedStatement[] {
  return moves.map(({ id, fromId, toId }) =>
    db.statement(
      `UPDATE conversations SET merged_into_id = ?4 WHERE company_id = ?1 AND id = ?2 AND merged_into_id = ?3`,
      id,
      fromId,
      toId,
    ),
  );
}
