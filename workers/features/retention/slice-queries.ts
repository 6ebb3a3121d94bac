import type { SystemDb } from '../../platform/db/system-db.ts';
import type { ForgottenTable } from './rules.ts';

/** A table of which old rows are found by walking along its key: an index by time would cost a written row per insert. */
interface WalkedTable {
  database: 'directory' | 'tenant';
  key: readonly string[];
  /** In SQL, where `t` is the table and `?time` what is kept since. */
  isOld: string;
}

/** Events send under a key with blanks, which people's keys cannot have (`keyOfEvent`). */
const EVENT_OF_KEY = (part: number) =>
  `json_extract('["' || replace(t.key, ' ', '","') || '"]', '$[${part}]')`;

export const WALKED = {
  pending_updates: {
    database: 'tenant',
    key: ['company_id', 'channel_id', 'external_id', 'status'],
    isOld: 't.received_at_ms < ?time',
  },
  pending_amendments: {
    database: 'tenant',
    key: ['company_id', 'channel_id', 'external_id', 'kind', 'by'],
    isOld: 't.received_at_ms < ?time',
  },
  channel_events: {
    database: 'tenant',
    key: ['company_id', 'channel_id', 'id'],
    isOld: 't.received_at_ms < ?time',
  },
  idempotency_keys: {
    database: 'tenant',
    key: ['company_id', 'key'],
    isOld: `t.created_at_ms < ?time AND NOT (t.key GLOB 'event evs_* ine_*' AND EXISTS (
      SELECT 1 FROM incoming_events e
      WHERE e.company_id = t.company_id AND e.source_id = ${EVENT_OF_KEY(1)} AND e.id = ${EVENT_OF_KEY(2)}))`,
  },
  alerts: {
    database: 'tenant',
    key: ['company_id', 'id'],
    isOld: 't.resolved_at_ms < ?time AND t.told_count >= t.news_count',
  },
  replays: { database: 'tenant', key: ['company_id', 'id'], isOld: 't.finished_at_ms < ?time' },
  sessions: {
    database: 'directory',
    key: ['id'],
    isOld: '(t.expires_at_ms < ?time OR t.ended_at_ms < ?time)',
  },
  rejected_items: { database: 'directory', key: ['app', 'id'], isOld: 't.received_at_ms < ?time' },
  rejected_counts: {
    database: 'directory',
    key: ['app', 'day', 'reason'],
    isOld: `t.day < date(?time / 1000, 'unixepoch')`,
  },
} as const satisfies Partial<Record<ForgottenTable, WalkedTable>>;

export type WalkedName = keyof typeof WALKED;
// Sound: these are the keys of a constant.
export const WALKED_NAMES = Object.keys(WALKED) as WalkedName[];

/** A key that stands before, or behind, all others. */
export const beforeAll = (table: WalkedName): string[] => WALKED[table].key.map(() => '');
export const behindAll = (table: WalkedName): string[] => WALKED[table].key.map(() => '\u{10FFFF}');

const columns = (table: WalkedName) => WALKED[table].key.map((name) => `t.${name}`).join(', ');
const values = (table: WalkedName, first: number) =>
  WALKED[table].key.map((_, index) => `?${first + index}`).join(', ');

/** The key of the last row of the slice that begins after a key; none where the table ends before. */
export function selectSliceEnd(
  db: SystemDb,
  table: WalkedName,
  after: readonly string[],
  rows: number,
): D1PreparedStatement {
  const size = WALKED[table].key.length;
  return db.statement(
    `SELECT json_array(${columns(table)}) AS place FROM ${table} t
     WHERE (${columns(table)}) > (${values(table, 1)})
     ORDER BY ${columns(table)} LIMIT 1 OFFSET ?${size + 1}`,
    ...after,
    rows - 1,
  );
}

/** Deletes what is old between two keys, the second among them. */
export function deleteOldBetween(
  db: SystemDb,
  table: WalkedName,
  between: { after: readonly string[]; upTo: readonly string[]; beforeMs: number },
): D1PreparedStatement {
  const { key, isOld } = WALKED[table];
  const time = 2 * key.length + 1;
  return db.statement(
    `DELETE FROM ${table} AS t
     WHERE (${columns(table)}) > (${values(table, 1)}) AND (${columns(table)}) <= (${values(table, key.length + 1)})
       AND ${isOld.replaceAll('?time', `?${time}`)}`,
    ...between.after,
    ...between.upTo,
    between.beforeMs,
  );
}
