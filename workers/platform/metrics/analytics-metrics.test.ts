import { describe, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import type { GuardedFetch } from '../security/guarded-fetch.ts';
import { createAnalyticsMetrics } from './analytics-metrics.ts';

const MINUTE_MS = 60_000;
const FROM_MS = 1_800_000_000_000;

/** Asked of an Analytics Engine that answers so. */
function asked(status: number, data: Record<string, string | number>[]) {
  const queries: string[] = [];
  const fetch: GuardedFetch = (_url, { body }) => {
    queries.push(typeof body === 'string' ? body : '');
    return Promise.resolve({
      status,
      headers: new Headers(),
      bytes: new Uint8Array(),
      text: () => JSON.stringify({ data }),
    });
  };
  const metrics = createAnalyticsMetrics({
    dataset: { writeDataPoint: () => {} },
    access: { accountId: 'acc', apiToken: 'token' },
    fetch,
    log: createLog({ write: () => {}, nowMs: () => FROM_MS, format: 'json' }),
  });
  return { metrics, queries };
}

describe('counters in an Analytics Engine', () => {
  it('are one row for each subject when they are summed, between two times', async () => {
    const { metrics, queries } = asked(200, [{ subject: 'channel ch_1', done: '7', failed: 2, bucket0: 9 }]);
    const sums = await metrics.sum(["channel ch_1' OR 1"], FROM_MS, FROM_MS + MINUTE_MS);
    expect([...(sums ?? [])]).toMatchObject([['channel ch_1', { done: 7, failed: 2, started: 0 }]]);
    const [query] = queries;
    expect(query).toContain("index1 IN ('channel ch_1 OR 1')");
    expect(query).toContain('timestamp >= toDateTime(1800000000) AND timestamp < toDateTime(1800000060)');
    expect(query).toContain('GROUP BY subject FORMAT JSON');
    expect(query).not.toContain('minute');
  });

  it('are a row for each minute when they are read', async () => {
    const { metrics, queries } = asked(200, [
      { subject: 'lane jobs', minute: '2027-01-15 08:00:00', started: 3 },
    ]);
    expect(await metrics.read(['lane jobs'], FROM_MS)).toMatchObject([
      { subject: 'lane jobs', minuteMs: FROM_MS, started: 3, done: 0 },
    ]);
    expect(queries[0]).toContain('GROUP BY subject, minute FORMAT JSON');
  });

  it('that do not answer are unknown, not none', async () => {
    expect(await asked(500, []).metrics.sum(['lane jobs'], 0, 1)).toBeNull();
  });
});
