import { rowsOf } from '../db/columns.ts';
import type { DirectoryDb } from '../db/directory-db.ts';
import type { Log } from '../log.ts';
import { addCounts, noCounts } from './counts.ts';
import type { Counts, Metrics, MinuteCounts } from './port.ts';

/** An isolate writes down no more often, in milliseconds. Ours: a burst costs a row a second, not a job. */
const GATHER_MS = 1_000;
const MINUTE_MS = 60_000;
/** How long points are kept, in milliseconds: two days, so that today can be compared with yesterday, and an hour. */
const KEPT_MS = 49 * 60 * MINUTE_MS;

/** What an isolate has counted and not yet written down. */
const gathered = new Map<string, Counts>();
let isAboutToBeWritten = false;
let writtenAtMs = 0;

/**
 * Counters in the directory, for deployments without an Analytics Engine: development, and small ones. Whoever counts when
 * a second has passed writes down, at once: an event that waited for it would hold its queue. What is counted after that
 * waits for the next who counts, or who reads in the same isolate.
 */
export function createDatabaseMetrics(deps: {
  db: DirectoryDb;
  nowMs: () => number;
  waitUntil: (work: Promise<unknown>) => void;
  log: Log;
  gatherMs?: number;
}): Metrics {
  const { db, nowMs, waitUntil, log, gatherMs = GATHER_MS } = deps;

  const writeDown = async () => {
    isAboutToBeWritten = false;
    if (gathered.size === 0) return;
    const points = [...gathered].map(([subject, counts]) => ({ subject, counts: JSON.stringify(counts) }));
    gathered.clear();
    writtenAtMs = nowMs();
    try {
      await db.batch([insertPoints(db, points, nowMs()), deletePointsBefore(db, nowMs() - KEPT_MS)]);
    } catch (error) {
      log.warn('metrics.not_written', { error });
    }
  };

  return {
    record(subject, counts) {
      const sum = gathered.get(subject) ?? noCounts();
      addCounts(sum, counts);
      gathered.set(subject, sum);
      if (isAboutToBeWritten || Math.abs(nowMs() - writtenAtMs) < gatherMs) return;
      isAboutToBeWritten = true;
      // What else is counted in the same breath goes with it.
      waitUntil(Promise.resolve().then(writeDown));
    },
    async read(subjects, sinceMs) {
      await writeDown();
      const [found] = await db.batch([selectPoints(db, subjects, sinceMs)]);
      return byMinute(rowsOf<Point>(found));
    },
    async sum(subjects, fromMs, toMs) {
      await writeDown();
      const [found] = await db.batch([selectPointsBetween(db, subjects, fromMs, toMs)]);
      return bySubject(rowsOf<Point>(found));
    },
  };
}

interface Point {
  subject: string;
  atMs: number;
  /** JSON of `Counts`. */
  counts: string;
}

function bySubject(points: readonly Point[]): Map<string, Counts> {
  const sums = new Map<string, Counts>();
  for (const { subject, counts } of points) {
    const sum = sums.get(subject) ?? noCounts();
    addCounts(sum, JSON.parse(counts) as Counts);
    sums.set(subject, sum);
  }
  return sums;
}

function byMinute(points: readonly Point[]): MinuteCounts[] {
  const minutes = new Map<string, MinuteCounts>();
  for (const { subject, atMs, counts } of points) {
    const minuteMs = atMs - (atMs % MINUTE_MS);
    const key = `${subject} ${minuteMs}`;
    const minute = minutes.get(key) ?? { subject, minuteMs, ...noCounts() };
    addCounts(minute, JSON.parse(counts) as Counts);
    minutes.set(key, minute);
  }
  return [...minutes.values()];
}

function insertPoints(
  db: DirectoryDb,
  points: readonly { subject: string; counts: string }[],
  atMs: number,
): D1PreparedStatement {
  return db.statement(
    `INSERT INTO metric_points (subject, at_ms, id, counts)
     SELECT value ->> 'subject', ?2, ?3, value ->> 'counts' FROM json_each(?1)`,
    JSON.stringify(points),
    atMs,
    crypto.randomUUID(),
  );
}

function selectPoints(db: DirectoryDb, subjects: readonly string[], sinceMs: number): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT DISTINCT value AS subject FROM json_each(?1))
     SELECT p.subject, p.at_ms AS atMs, p.counts FROM j CROSS JOIN metric_points p
       ON p.subject = j.subject AND p.at_ms >= ?2`,
    JSON.stringify(subjects),
    sinceMs,
  );
}

function selectPointsBetween(
  db: DirectoryDb,
  subjects: readonly string[],
  fromMs: number,
  toMs: number,
): D1PreparedStatement {
  return db.statement(
    `WITH j AS MATERIALIZED (SELECT DISTINCT value AS subject FROM json_each(?1))
     SELECT p.subject, p.at_ms AS atMs, p.counts FROM j CROSS JOIN metric_points p
       ON p.subject = j.subject AND p.at_ms >= ?2 AND p.at_ms < ?3`,
    JSON.stringify(subjects),
    fromMs,
    toMs,
  );
}

/** Of each subject the oldest, found along the key. */
function deletePointsBefore(db: DirectoryDb, beforeMs: number): D1PreparedStatement {
  return db.statement(
    `WITH RECURSIVE chain (subject) AS (
       SELECT min(subject) FROM metric_points
       UNION ALL
       SELECT (SELECT min(p.subject) FROM metric_points p WHERE p.subject > chain.subject) FROM chain
       WHERE chain.subject IS NOT NULL)
     DELETE FROM metric_points WHERE subject IN (SELECT subject FROM chain WHERE subject IS NOT NULL) AND at_ms < ?1`,
    beforeMs,
  );
}
