import { REDRIVE_LOST_AFTER_MS } from '../../contracts/api/dead-letters.ts';
import { columnsOf } from '../../platform/db/columns.ts';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import { deadLetters } from './schema.directory.ts';

export type DeadLetterRow = typeof deadLetters.$inferSelect;

/** Whose letters: one company's, or those of the whole deployment. */
export type Scope = { companyId: string } | 'deployment';

const COLUMNS = columnsOf(deadLetters, 'd');
const LISTED = `${COLUMNS}, c.name AS companyName`;
export type ListedDeadLetter = DeadLetterRow & { companyName: string | null };

/** A letter that was written before changes nothing. */
export function insertDeadLetter(db: DirectoryDb, row: DeadLetterRow): D1PreparedStatement {
  return db.statement(
    `INSERT INTO dead_letters (id, company_id, lane, kind, code, detail, ref, attempts, body_sealed, message_id, state,
                               redrives, created_at_ms, changed_at_ms)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'open', 0, ?11, ?11) ON CONFLICT DO NOTHING`,
    row.id,
    row.companyId,
    row.lane,
    row.kind,
    row.code,
    row.detail,
    row.ref,
    row.attempts,
    row.bodySealed,
    row.messageId,
    row.createdAtMs,
  );
}

/**
 * A job that was put back has failed again. Gives its id, or nothing where it is not known. A copy that comes late changes
 * nothing about what a person has discarded.
 */
export function reopenDeadLetter(
  db: DirectoryDb,
  letter: Pick<DeadLetterRow, 'id' | 'code' | 'detail' | 'attempts' | 'changedAtMs'>,
): D1PreparedStatement {
  return db.statement(
    `UPDATE dead_letters SET state = iif(state = 'discarded', state, 'open'), code = iif(state = 'discarded', code, ?2),
       detail = iif(state = 'discarded', detail, ?3), attempts = attempts + ?4,
       changed_at_ms = iif(state = 'discarded', changed_at_ms, ?5)
     WHERE id = ?1 RETURNING id`,
    letter.id,
    letter.code,
    letter.detail,
    letter.attempts,
    letter.changedAtMs,
  );
}

/**
 * Also those that nobody has marked as put back yet, because the queue was faster, and those that a person discarded
 * while their job was on its way: what is done is done.
 */
export function markDone(db: DirectoryDb, ids: readonly string[], nowMs: number): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS id FROM json_each(?1))
     UPDATE dead_letters SET state = 'done', changed_at_ms = ?2
     WHERE id IN (SELECT id FROM j) AND state <> 'done'`,
    JSON.stringify(ids),
    nowMs,
  );
}

/** One whose job has failed again since the letter was read counts more attempts by now, and stays open. */
export function markRedriven(
  db: DirectoryDb,
  rows: readonly Pick<DeadLetterRow, 'id' | 'attempts'>[],
  byUserId: string,
  nowMs: number,
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value ->> 'id' AS id, value ->> 'attempts' AS attempts FROM json_each(?1))
     UPDATE dead_letters SET redrives = redrives + 1, changed_at_ms = ?2, changed_by_id = ?3,
       state = iif(attempts = (SELECT attempts FROM j WHERE j.id = dead_letters.id), 'redriven', state)
     WHERE id IN (SELECT id FROM j) AND state IN ('open', 'redriven')`,
    JSON.stringify(rows.map(({ id, attempts }) => ({ id, attempts }))),
    nowMs,
    byUserId,
  );
}

/** Refused (no row) where nothing is to be decided any more. */
export function markDiscarded(
  db: DirectoryDb,
  id: string,
  byUserId: string,
  reason: string,
  nowMs: number,
): D1PreparedStatement {
  return db.statement(
    `UPDATE dead_letters SET state = 'discarded', changed_at_ms = ?2, changed_by_id = ?3, reason = ?4
     WHERE id = ?1 AND (state = 'open' OR (state = 'redriven' AND changed_at_ms <= ?5)) RETURNING id`,
    id,
    nowMs,
    byUserId,
    reason,
    nowMs - REDRIVE_LOST_AFTER_MS,
  );
}

export function selectDeadLetter(db: DirectoryDb, scope: Scope, id: string): D1PreparedStatement {
  const companyId = companyIn(scope);
  return db.statement(
    `SELECT ${LISTED} FROM dead_letters d LEFT JOIN companies c ON c.id = d.company_id
     WHERE d.id = ?1 ${companyId === null ? '' : 'AND d.company_id = ?2'}`,
    id,
    ...(companyId === null ? [] : [companyId]),
  );
}

/** Ids from one on and before another. */
export interface IdRange {
  fromId: string;
  beforeId: string;
}

/** The newest `limit` of a state. */
export function selectDeadLetters(
  db: DirectoryDb,
  scope: Scope,
  state: DeadLetterRow['state'],
  range: IdRange,
  limit: number,
): D1PreparedStatement {
  const companyId = companyIn(scope);
  return db.statement(
    `SELECT ${LISTED} FROM dead_letters d LEFT JOIN companies c ON c.id = d.company_id
     WHERE ${companyId === null ? '' : 'd.company_id = ?5 AND'} d.state = ?1 AND d.id >= ?2 AND d.id < ?3
     ORDER BY d.id DESC LIMIT ?4`,
    state,
    range.fromId,
    range.beforeId,
    limit,
    ...(companyId === null ? [] : [companyId]),
  );
}

/** Ways of failing that are told apart. Ours: kinds of jobs times codes of errors stay far below. */
const MAX_FAILURES = 500;

/** In which ways letters of a state have failed. Steps from one way to the next, however many letters each has. */
export function selectFailures(
  db: DirectoryDb,
  scope: Scope,
  state: DeadLetterRow['state'],
): D1PreparedStatement {
  const companyId = companyIn(scope);
  return db.statement(
    `${failureChain(companyId === null ? '' : 'x.company_id = ?2 AND')} SELECT lane, kind, code FROM chain`,
    state,
    ...(companyId === null ? [] : [companyId]),
  );
}

/**
 * The ids of the newest `limit` of each way of failing that matches; null matches all. Each is one step along the index,
 * so a rare kind is found beside any number of others.
 */
export function selectIdsPerFailure(
  db: DirectoryDb,
  scope: Scope,
  state: DeadLetterRow['state'],
  key: { [Name in keyof GroupKey]: string | null },
  range: IdRange,
  limit: number,
): D1PreparedStatement {
  const companyId = companyIn(scope);
  const owned = companyId === null ? '' : 'x.company_id = ?8 AND';
  return db.statement(
    `${failureChain(owned)}
     SELECT (SELECT json_group_array(id) FROM (
       SELECT x.id FROM dead_letters x
       WHERE ${owned} x.state = ?1 AND x.lane = chain.lane AND x.kind = chain.kind AND x.code = chain.code
         AND x.id >= ?5 AND x.id < ?6
       ORDER BY x.id DESC LIMIT ?7)) AS ids
     FROM chain
     WHERE (?2 IS NULL OR lane = ?2) AND (?3 IS NULL OR kind = ?3) AND (?4 IS NULL OR code = ?4)`,
    state,
    key.lane,
    key.kind,
    key.code,
    range.fromId,
    range.beforeId,
    limit,
    ...(companyId === null ? [] : [companyId]),
  );
}

const failureChain = (owned: string) => `WITH RECURSIVE chain(lane, kind, code) AS (
       SELECT * FROM (SELECT x.lane, x.kind, x.code FROM dead_letters x WHERE ${owned} x.state = ?1
                      ORDER BY x.lane, x.kind, x.code LIMIT 1)
       UNION ALL
       SELECT d.lane, d.kind, d.code FROM chain CROSS JOIN dead_letters d
       WHERE d.id = (SELECT x.id FROM dead_letters x
                     WHERE ${owned} x.state = ?1 AND (x.lane, x.kind, x.code) > (chain.lane, chain.kind, chain.code)
                     ORDER BY x.lane, x.kind, x.code LIMIT 1)
       LIMIT ${MAX_FAILURES})`;

/** In any order. */
export function selectDeadLettersByIds(
  db: DirectoryDb,
  scope: Scope,
  ids: readonly string[],
): D1PreparedStatement {
  const companyId = companyIn(scope);
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT value AS id FROM json_each(?1))
     SELECT ${LISTED} FROM j CROSS JOIN dead_letters d ON d.id = j.id LEFT JOIN companies c ON c.id = d.company_id
     ${companyId === null ? '' : 'WHERE d.company_id = ?2'}`,
    JSON.stringify(ids),
    ...(companyId === null ? [] : [companyId]),
  );
}

export interface GroupKey {
  lane: string;
  kind: string;
  code: string;
}

/** Open letters that failed alike, the oldest first, after one id and up to another. */
export function selectGroup(
  db: DirectoryDb,
  scope: Scope,
  key: GroupKey,
  range: { afterId: string; toId: string },
  limit: number,
): D1PreparedStatement {
  const companyId = companyIn(scope);
  return db.statement(
    `SELECT ${COLUMNS} FROM dead_letters d
     WHERE ${companyId === null ? '' : 'd.company_id = ?7 AND'} d.state = 'open' AND d.lane = ?1 AND d.kind = ?2
       AND d.code = ?3 AND d.id > ?4 AND d.id <= ?5
     ORDER BY d.id LIMIT ?6`,
    key.lane,
    key.kind,
    key.code,
    range.afterId,
    range.toId,
    limit,
    ...(companyId === null ? [] : [companyId]),
  );
}

/** How many open letters failed in this way. */
export function countGroup(db: DirectoryDb, scope: Scope, key: GroupKey): D1PreparedStatement {
  const companyId = companyIn(scope);
  return db.statement(
    `SELECT count(*) AS count FROM dead_letters
     WHERE ${companyId === null ? '' : 'company_id = ?4 AND'} state = 'open' AND lane = ?1 AND kind = ?2 AND code = ?3`,
    key.lane,
    key.kind,
    key.code,
    ...(companyId === null ? [] : [companyId]),
  );
}

/** How many open letters there are of each kind of failure. */
export function selectGroups(db: DirectoryDb, scope: Scope): D1PreparedStatement {
  const companyId = companyIn(scope);
  return db.statement(
    `SELECT lane, kind, code, count(*) AS count, min(id) AS oldestId, max(id) AS newestId FROM dead_letters
     WHERE ${companyId === null ? '' : 'company_id = ?1 AND'} state = 'open' GROUP BY lane, kind, code LIMIT 200`,
    ...(companyId === null ? [] : [companyId]),
  );
}

/** Forgets the oldest before an id. */
export function deleteDeadLettersBefore(db: DirectoryDb, id: string, limit: number): D1PreparedStatement {
  return db.statement(
    `DELETE FROM dead_letters WHERE id IN (SELECT id FROM dead_letters WHERE id < ?1 ORDER BY id LIMIT ?2)`,
    id,
    limit,
  );
}

function companyIn(scope: Scope): string | null {
  return scope === 'deployment' ? null : scope.companyId;
}
