import { setTimeout as sleep } from 'node:timers/promises';

export interface StoredPoint {
  atMs: number;
  stored: number;
}

const STEP_MS = 200;
/** Without a single new row for this long, something is lost. */
const STALLED_AFTER_MS = 20_000;

/** Counts the stored messages until there are `wanted`, and gives the count over time. */
export async function watchStored(tenant: D1Database, wanted: number): Promise<StoredPoint[]> {
  const points: StoredPoint[] = [];
  let movedAtMs = Date.now();
  for (;;) {
    const { n: stored = 0 } =
      (await tenant.prepare('SELECT count(*) AS n FROM messages').first<{ n: number }>()) ?? {};
    const atMs = Date.now();
    if (stored !== points.at(-1)?.stored) movedAtMs = atMs;
    points.push({ atMs, stored });
    if (stored >= wanted) return points;
    if (atMs - movedAtMs > STALLED_AFTER_MS)
      throw new Error(`only ${stored} of ${wanted} messages were stored`);
    await sleep(STEP_MS);
  }
}
