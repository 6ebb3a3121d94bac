import { and, asc, eq } from 'drizzle-orm';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import { runQuery } from '../../platform/db/run.ts';
import type { TenantDb } from '../../platform/db/tenant-db.ts';
import type { ContactEventRow, EventSourceRow, IncomingEventRow } from './rules.ts';
import { contactEvents, eventSources, incomingEvents } from './schema.ts';
import { eventDoors } from './schema.directory.ts';

export type EventDoorRow = typeof eventDoors.$inferSelect;

export async function findDoor(db: DirectoryDb, tokenHash: string): Promise<EventDoorRow | null> {
  const rows = await runQuery(
    db.orm.select().from(eventDoors).where(eq(eventDoors.tokenHash, tokenHash)).limit(1),
  );
  return rows[0] ?? null;
}

export function putDoor(db: DirectoryDb, row: EventDoorRow): UnsentQuery {
  const { companyId, sourceId, isEnabled, signature, secretSealed } = row;
  const set = { companyId, sourceId, isEnabled, signature, secretSealed };
  return db.orm.insert(eventDoors).values(row).onConflictDoUpdate({ target: eventDoors.tokenHash, set });
}

export function deleteDoor(db: DirectoryDb, tokenHash: string): UnsentQuery {
  return db.orm.delete(eventDoors).where(eq(eventDoors.tokenHash, tokenHash));
}

export function listSourceRows(db: TenantDb): Promise<EventSourceRow[]> {
  return runQuery(
    db.orm.select().from(eventSources).where(db.owns(eventSources)).orderBy(asc(eventSources.id)),
  );
}

export async function findSource(db: TenantDb, id: string): Promise<EventSourceRow | null> {
  const rows = await runQuery(
    db.orm
      .select()
      .from(eventSources)
      .where(and(db.owns(eventSources), eq(eventSources.id, id)))
      .limit(1),
  );
  return rows[0] ?? null;
}

export function insertSource(db: TenantDb, row: EventSourceRow): UnsentQuery {
  return db.orm.insert(eventSources).values(row);
}

/** Refuses itself (NOT NULL) when the source is no longer the version that was seen; no row where it is no more. */
export function updateSource(db: TenantDb, seenVersion: number, row: EventSourceRow): D1PreparedStatement {
  return db.statement(
    `UPDATE event_sources SET name = ?3, is_enabled = ?4, token_hash = ?5, signature = ?6, secret_sealed = ?7,
       mapping = ?8, actions = ?9, version = CASE WHEN version = ?10 THEN version + 1 END
     WHERE company_id = ?1 AND id = ?2 RETURNING id`,
    row.id,
    row.name,
    row.isEnabled ? 1 : 0,
    row.tokenHash,
    row.signature,
    row.secretSealed,
    row.mapping,
    row.actions,
    seenVersion,
  );
}

/** Gives the hash under which its door stands now. */
export function deleteSource(db: TenantDb, id: string): D1PreparedStatement {
  return db.statement(
    `DELETE FROM event_sources WHERE company_id = ?1 AND id = ?2 RETURNING token_hash AS tokenHash`,
    id,
  );
}

/** Claims what an event is known by. A claim that was made before `sinceMs` counts no more. */
export function claimKey(
  db: TenantDb,
  row: Pick<IncomingEventRow, 'sourceId' | 'eventKey' | 'id' | 'receivedAtMs'>,
  sinceMs: number,
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO incoming_event_keys (company_id, source_id, event_key, event_id, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (company_id, source_id, event_key) DO UPDATE SET event_id = excluded.event_id, at_ms = excluded.at_ms
     WHERE incoming_event_keys.at_ms < ?6`,
    row.sourceId,
    row.eventKey,
    row.id,
    row.receivedAtMs,
    sinceMs,
  );
}

/** Keeps an event whose key is its own; a repeat of another, and of itself, changes nothing. */
export function keepEvent(
  db: TenantDb,
  row: Pick<
    IncomingEventRow,
    'sourceId' | 'id' | 'eventKey' | 'type' | 'payload' | 'payloadKey' | 'receivedAtMs'
  >,
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO incoming_events (company_id, source_id, id, event_key, type, state, payload, payload_key, runs,
                                  received_at_ms)
     SELECT ?1, ?2, ?3, ?4, ?5, 'received', ?6, ?7, 0, ?8 FROM incoming_event_keys k
     WHERE k.company_id = ?1 AND k.source_id = ?2 AND k.event_key = ?4 AND k.event_id = ?3
     ON CONFLICT DO NOTHING`,
    row.sourceId,
    row.id,
    row.eventKey,
    row.type,
    row.payload,
    row.payloadKey,
    row.receivedAtMs,
  );
}

export function selectEvent(db: TenantDb, sourceId: string, id: string): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(incomingEvents, 'e')} FROM incoming_events e
     WHERE e.company_id = ?1 AND e.source_id = ?2 AND e.id = ?3`,
    sourceId,
    id,
  );
}

/** Newest first, without what came: all, or those that failed, however many did not. */
export function selectEvents(
  db: TenantDb,
  which: 'all' | 'failed',
  sourceId: string,
  beforeId: string,
  limit: number,
): D1PreparedStatement {
  const [index, state] =
    which === 'all' ? ['', ''] : ['INDEXED BY incoming_events_failed', `AND e.state = 'failed'`];
  return db.statement(
    `SELECT e.id, e.type, e.state, e.contact_id AS contactId, e.conversation_id AS conversationId,
            e.message_id AS messageId, e.error_code AS errorCode, e.error_detail AS errorDetail, e.runs,
            e.next_try_at_ms AS nextTryAtMs, e.received_at_ms AS receivedAtMs, e.finished_at_ms AS finishedAtMs
     FROM incoming_events e ${index}
     WHERE e.company_id = ?1 AND e.source_id = ?2 AND e.id < ?3 ${state} ORDER BY e.id DESC LIMIT ?4`,
    sourceId,
    beforeId,
    limit,
  );
}

export interface FailedCount {
  sourceId: string;
  count: number;
  /** Why the newest of them failed; null where there is none. */
  newestDetail: string | null;
}

/** How many events with ids from one on have failed, of each source, counted up to a number. */
export function countFailedEvents(
  db: TenantDb,
  sources: readonly { sourceId: string; fromId: string }[],
  most: number,
): D1PreparedStatement {
  const failed = (columns: string) =>
    `SELECT ${columns} FROM incoming_events e INDEXED BY incoming_events_failed
     WHERE e.company_id = ?1 AND e.source_id = j.value ->> 'sourceId' AND e.state = 'failed' AND e.id >= j.value ->> 'fromId'`;
  return db.statement(
    `SELECT j.value ->> 'sourceId' AS sourceId, (SELECT count(*) FROM (${failed('1')} LIMIT ?3)) AS count,
            (${failed('e.error_detail')} ORDER BY e.id DESC LIMIT 1) AS newestDetail
     FROM json_each(?2) j`,
    JSON.stringify(sources),
    most,
  );
}

/** A run has failed, and another comes (`nextTryAtMs`) or none does. What is done, or nobody's, stays so. */
export function writeTry(
  db: TenantDb,
  row: {
    sourceId: string;
    id: string;
    code: string;
    detail: string;
    nextTryAtMs: number | null;
    atMs: number;
  },
): D1PreparedStatement {
  return db.statement(
    `UPDATE incoming_events SET state = iif(?6 IS NULL, 'failed', 'received'), error_code = ?4, error_detail = ?5,
       next_try_at_ms = ?6, finished_at_ms = iif(?6 IS NULL, ?7, NULL), runs = runs + 1
     WHERE company_id = ?1 AND source_id = ?2 AND id = ?3 AND state IN ('received', 'failed')`,
    row.sourceId,
    row.id,
    row.code,
    row.detail,
    row.nextTryAtMs,
    row.atMs,
  );
}

/** How a run ended. What a run before has reached stays. */
export function finishEvent(
  db: TenantDb,
  row: Pick<
    IncomingEventRow,
    | 'sourceId'
    | 'id'
    | 'type'
    | 'state'
    | 'contactId'
    | 'conversationId'
    | 'messageId'
    | 'errorCode'
    | 'errorDetail'
    | 'finishedAtMs'
  >,
): D1PreparedStatement {
  return db.statement(
    `UPDATE incoming_events SET type = ?4, state = CASE WHEN state = 'done' THEN state ELSE ?5 END,
       contact_id = coalesce(?6, contact_id), conversation_id = coalesce(?7, conversation_id),
       message_id = coalesce(?8, message_id), error_code = CASE WHEN state = 'done' THEN NULL ELSE ?9 END,
       error_detail = CASE WHEN state = 'done' THEN NULL ELSE ?10 END, finished_at_ms = ?11,
       next_try_at_ms = NULL, runs = runs + 1
     WHERE company_id = ?1 AND source_id = ?2 AND id = ?3
     RETURNING ${columnsOf(incomingEvents, 'incoming_events')}`,
    row.sourceId,
    row.id,
    row.type,
    row.state,
    row.contactId,
    row.conversationId,
    row.messageId,
    row.errorCode,
    row.errorDetail,
    row.finishedAtMs,
  );
}

/**
 * Forgets the oldest events before an id, and what they were known by, unless a newer event is known by the same since.
 * Both or neither.
 */
export function forgetEventsBefore(
  db: TenantDb,
  sourceId: string,
  beforeId: string,
  limit: number,
): D1PreparedStatement[] {
  const oldest = (columns: string) =>
    `SELECT ${columns} FROM incoming_events WHERE company_id = ?1 AND source_id = ?2 AND id < ?3 ORDER BY id LIMIT ?4`;
  return [
    db.statement(
      `DELETE FROM incoming_event_keys WHERE company_id = ?1 AND source_id = ?2
         AND (event_key, event_id) IN (${oldest('event_key, id')})`,
      sourceId,
      beforeId,
      limit,
    ),
    db.statement(
      `DELETE FROM incoming_events WHERE company_id = ?1 AND source_id = ?2 AND id IN (${oldest('id')})`,
      sourceId,
      beforeId,
      limit,
    ),
  ];
}

/** Tells a contact's timeline; the second time it says the same. */
export function tellTimeline(db: TenantDb, row: Omit<ContactEventRow, 'companyId'>): D1PreparedStatement {
  return db.statement(
    `INSERT INTO contact_events (company_id, contact_id, id, kind, title, detail, source_id, event_id, at_ms)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     ON CONFLICT (company_id, contact_id, id) DO UPDATE SET title = excluded.title, detail = excluded.detail`,
    row.contactId,
    row.id,
    row.kind,
    row.title,
    row.detail,
    row.sourceId,
    row.eventId,
    row.atMs,
  );
}

/** What happened to these contacts, who are one, the newest first. */
export function selectTimeline(
  db: TenantDb,
  contactId: string,
  beforeId: string,
  limit: number,
): D1PreparedStatement {
  return db.statement(
    `SELECT ${columnsOf(contactEvents, 'e')}, i.state, i.next_try_at_ms AS nextTryAtMs FROM contact_events e
     LEFT JOIN incoming_events i ON i.company_id = ?1 AND i.source_id = e.source_id AND i.id = e.event_id
     WHERE e.company_id = ?1 AND e.contact_id = ?2 AND e.id < ?3 ORDER BY e.id DESC LIMIT ?4`,
    contactId,
    beforeId,
    limit,
  );
}
