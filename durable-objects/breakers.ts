import type { Breaker, StopScope } from '../workers/contracts/api/breaker.ts';
import type { OpenedStop, StopRequest } from '../workers/platform/pacer.ts';

/** How long the message that is let through to see has the way to itself, in milliseconds. Ours: a send's lease. */
const PROBE_MS = 60_000;
/** How often a message asks again while only a person can end the stop, in milliseconds. Ours: ending it wakes them. */
const UNTIL_CLOSED_MS = 15 * 60_000;
/** After this time without trouble a stop begins small again, in milliseconds. Ours. */
const FORGOTTEN_MS = 60 * 60_000;
/** Messages remembered as waiting. Ours: any more come when they are due. */
const MAX_WAITING = 10_000;

/** The stops of one channel. Each ends when its time is over and one message let through has met no trouble. */
export interface Breakers {
  /** The stop that keeps a message to this person from going out now, and for how long to wait; null when none does. */
  find(to: string, nowMs: number): { breaker: Breaker; waitMs: number } | null;
  /** Takes the stops whose time is over for one message to test; nobody else passes them meanwhile. */
  probe(to: string, nowMs: number): StopScope[];
  open(stop: StopRequest, nowMs: number): OpenedStop;
  close(scopes: readonly StopScope[], to: string | null): StopScope[];
  state(): { stops: Breaker[]; waitingCount: number };
  /** Remembers a message that waits; gives how many wait before it. */
  noteWaiting(ref: string): number;
  forgetWaiting(ref: string): void;
  takeWaiting(limit: number): string[];
}

interface Row extends Breaker {
  recipient: string;
  openings: number;
  probeUntilMs: number;
}

const COLUMNS = `scope, recipient, code, title, detail, since_ms AS sinceMs, until_ms AS untilMs, openings,
  probe_until_ms AS probeUntilMs`;

export function createBreakers(sql: SqlStorage): Breakers {
  sql.exec(
    `CREATE TABLE IF NOT EXISTS stops (
       scope TEXT NOT NULL, recipient TEXT NOT NULL, code INTEGER NOT NULL, title TEXT NOT NULL, detail TEXT NOT NULL,
       since_ms INTEGER NOT NULL, until_ms INTEGER, openings INTEGER NOT NULL, probe_until_ms INTEGER NOT NULL,
       PRIMARY KEY (scope, recipient)) WITHOUT ROWID;
     CREATE TABLE IF NOT EXISTS waiting (ref TEXT PRIMARY KEY) WITHOUT ROWID`,
  );

  const rowsFor = (to: string) =>
    sql
      .exec(`SELECT ${COLUMNS} FROM stops WHERE recipient IN ('', ?) ORDER BY scope`, to)
      .toArray()
      .map(rowOf);
  let waitingCount = Number(sql.exec('SELECT count(*) AS n FROM waiting').one()['n']);

  return {
    find(to, nowMs) {
      let longest: { breaker: Breaker; waitMs: number } | null = null;
      for (const row of rowsFor(to)) {
        const waitMs =
          row.untilMs === null ? UNTIL_CLOSED_MS : Math.max(row.untilMs, row.probeUntilMs) - nowMs;
        if (waitMs > 0 && waitMs > (longest?.waitMs ?? 0)) longest = { breaker: breakerOf(row), waitMs };
      }
      return longest;
    },
    probe(to, nowMs) {
      const rows = rowsFor(to);
      for (const { scope, recipient } of rows) {
        sql.exec(
          'UPDATE stops SET probe_until_ms = ? WHERE scope = ? AND recipient = ?',
          nowMs + PROBE_MS,
          scope,
          recipient,
        );
      }
      return rows.map(({ scope }) => scope);
    },
    open(stop, nowMs) {
      const recipient = stop.scope === 'pair' ? stop.to : '';
      const [before] = rowsFor(recipient).filter(
        (row) => row.scope === stop.scope && row.recipient === recipient,
      );
      const isOpen = before !== undefined && (before.untilMs === null || before.untilMs > nowMs);
      if (isOpen) return { isNew: false, breaker: breakerOf(before) };
      const isAgain = before !== undefined && nowMs - (before.untilMs ?? 0) < FORGOTTEN_MS;
      const openings = isAgain ? before.openings + 1 : 0;
      const seconds = (first: number) => Math.min(stop.maxSeconds, first * stop.growth ** openings);
      const row: Row = {
        scope: stop.scope,
        recipient,
        code: stop.code,
        title: stop.title,
        detail: stop.detail,
        sinceMs: isAgain ? before.sinceMs : nowMs,
        untilMs: stop.firstSeconds === null ? null : nowMs + seconds(stop.firstSeconds) * 1_000,
        openings,
        probeUntilMs: 0,
      };
      sql.exec(
        'INSERT OR REPLACE INTO stops VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        row.scope,
        row.recipient,
        row.code,
        row.title,
        row.detail,
        row.sinceMs,
        row.untilMs,
        row.openings,
        0,
      );
      return { isNew: !isAgain, breaker: breakerOf(row) };
    },
    close(scopes, to) {
      const closed = new Set<StopScope>();
      for (const scope of scopes) {
        const { rowsWritten } =
          scope === 'pair' && to !== null
            ? sql.exec('DELETE FROM stops WHERE scope = ? AND recipient = ?', scope, to)
            : sql.exec('DELETE FROM stops WHERE scope = ?', scope);
        if (rowsWritten > 0) closed.add(scope);
      }
      return [...closed];
    },
    state() {
      const stops = sql.exec(`SELECT ${COLUMNS} FROM stops WHERE recipient = '' ORDER BY scope`).toArray();
      return { stops: stops.map((row) => breakerOf(rowOf(row))), waitingCount };
    },
    noteWaiting(ref) {
      const before = waitingCount;
      if (before >= MAX_WAITING) return before;
      const { rowsWritten } = sql.exec('INSERT OR IGNORE INTO waiting (ref) VALUES (?)', ref);
      if (rowsWritten > 0) waitingCount++;
      return before;
    },
    forgetWaiting(ref) {
      if (waitingCount === 0) return;
      if (sql.exec('DELETE FROM waiting WHERE ref = ?', ref).rowsWritten > 0) waitingCount--;
    },
    takeWaiting(limit) {
      const refs = sql.exec('SELECT ref FROM waiting LIMIT ?', limit).toArray();
      for (const { ref } of refs) sql.exec('DELETE FROM waiting WHERE ref = ?', ref ?? '');
      waitingCount -= refs.length;
      return refs.map(({ ref }) => String(ref));
    },
  };
}

/** A row of the table above, as its own statements select it. */
function rowOf(row: Record<string, SqlStorageValue>): Row {
  return row as unknown as Row;
}

function breakerOf({ scope, code, title, detail, sinceMs, untilMs }: Row): Breaker {
  return { scope, code, title, detail, sinceMs, untilMs };
}
