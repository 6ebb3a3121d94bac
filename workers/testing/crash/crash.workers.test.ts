import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { proveCrashes } from './prove.ts';

const SEED = 1;
const NOTHING = { lost: [], unexpected: [], duplicated: [] };

it(
  'loses nothing and doubles nothing, wherever work ends and whatever fails, repeats and overlaps',
  { timeout: 120_000 },
  async () => {
    const report = await proveCrashes(env, { seed: SEED, sends: 60, threads: 12, extraRounds: 60 });
    expect(report).toMatchObject({
      sends: NOTHING,
      inbound: NOTHING,
      errands: Object.fromEntries(
        ['purchases', 'files', 'readings', 'letters'].map((name) => [name, NOTHING]),
      ),
      webhooks: NOTHING,
      missedPoints: [],
      forbiddenMoves: [],
      unfinished: [],
      logGaps: 0,
    });
    // That anything was put to the test at all.
    for (const { recovered } of [report.sends, ...Object.values(report.errands)])
      expect(recovered.length).toBeGreaterThan(0);
    for (const count of Object.values(report.faults)) expect(count).toBeGreaterThan(0);
  },
);
