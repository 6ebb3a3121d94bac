import * as z from 'zod/mini';
import type { Log } from '../log.ts';
import type { GuardedFetch } from '../security/guarded-fetch.ts';
import { BUCKETS, noCounts } from './counts.ts';
import type { Counts, Metrics } from './port.ts';

/** The name in wrangler.toml. */
const DATASET = 'recado_jobs';
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 5_000_000;

/** Who may ask the Analytics Engine of the deployment. Source: Cloudflare, Analytics Engine SQL API. */
export interface AnalyticsAccess {
  accountId: string;
  apiToken: string;
}

/**
 * Counters in Cloudflare's Analytics Engine: no row of the database per job. Twenty numbers per point (its limit): the
 * five counts, then the buckets.
 */
export function createAnalyticsMetrics(deps: {
  dataset: AnalyticsEngineDataset;
  access: AnalyticsAccess | null;
  fetch: GuardedFetch;
  log: Log;
}): Metrics {
  const { dataset, access, fetch, log } = deps;

  /** Null where it cannot be asked, or does not answer. */
  const ask = async (query: string): Promise<AnswerRow[] | null> => {
    if (access === null) return null;
    try {
      const answer = await fetch(
        `https://api.cloudflare.com/client/v4/accounts/${access.accountId}/analytics_engine/sql`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${access.apiToken}` },
          body: query,
          timeoutMs: TIMEOUT_MS,
          maxResponseBytes: MAX_ANSWER_BYTES,
        },
      );
      if (answer.status !== 200) throw new Error(`status ${answer.status}`);
      return z.parse(answerShape, JSON.parse(answer.text())).data;
    } catch (error) {
      log.warn('metrics.not_read', { error });
      return null;
    }
  };

  return {
    record(subject, counts) {
      const { started, done, failed, retried, deferred, buckets } = { ...noCounts(), ...counts };
      dataset.writeDataPoint({
        indexes: [subject.slice(0, 96)],
        blobs: [subject],
        doubles: [started, done, failed, retried, deferred, ...buckets],
      });
    },
    async read(subjects, sinceMs) {
      const rows = await ask(queryFor(subjects, { fromMs: sinceMs, isByMinute: true }));
      return (
        rows?.map((row) => ({
          subject: String(row['subject']),
          minuteMs: Date.parse(`${String(row['minute']).replace(' ', 'T')}Z`),
          ...countsOf(row),
        })) ?? null
      );
    },
    async sum(subjects, fromMs, toMs) {
      const rows = await ask(queryFor(subjects, { fromMs, toMs, isByMinute: false }));
      return rows === null ? null : new Map(rows.map((row) => [String(row['subject']), countsOf(row)]));
    },
  };
}

const COUNTS = ['started', 'done', 'failed', 'retried', 'deferred'] as const;

/** Points may be sampled: each stands for `_sample_interval` others. */
function queryFor(
  subjects: readonly string[],
  { fromMs, toMs, isByMinute }: { fromMs: number; toMs?: number; isByMinute: boolean },
): string {
  const sum = (index: number) => `SUM(double${index + 1} * _sample_interval)`;
  const columns = [
    ...(isByMinute ? [`toStartOfInterval(timestamp, INTERVAL '1' MINUTE) AS minute`] : []),
    ...COUNTS.map((name, index) => `${sum(index)} AS ${name}`),
    ...Array.from({ length: BUCKETS }, (_, index) => `${sum(COUNTS.length + index)} AS bucket${index}`),
  ];
  const list = subjects.map((subject) => `'${subject.replaceAll(/[^\w -]/g, '')}'`).join(', ');
  const moment = (ms: number) => `toDateTime(${Math.floor(ms / 1_000)})`;
  const until = toMs === undefined ? '' : ` AND timestamp < ${moment(toMs)}`;
  return `SELECT blob1 AS subject, ${columns.join(', ')}
    FROM ${DATASET} WHERE index1 IN (${list}) AND timestamp >= ${moment(fromMs)}${until}
    GROUP BY subject${isByMinute ? ', minute' : ''} FORMAT JSON`;
}

const answerShape = z.object({
  data: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
});
type AnswerRow = z.infer<typeof answerShape>['data'][number];

function countsOf(row: AnswerRow): Counts {
  const number = (name: string) => Number(row[name] ?? 0);
  return {
    ...(Object.fromEntries(COUNTS.map((name) => [name, number(name)])) as Omit<Counts, 'buckets'>),
    buckets: Array.from({ length: BUCKETS }, (_, index) => number(`bucket${index}`)),
  };
}
