import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { proveCrashes } from './prove.ts';

const SEED = 1;

it(
  'loses nothing and doubles nothing, wherever work ends and whatever fails, repeats and overlaps',
  { timeout: 120_000 },
  async () => {
    const report = await proveCrashes(env, { seed: SEED, sends: 60, threads: 12, extraRounds: 60 });
    expect(report).toMatchObject({
      sends: { lost: [], unexpected: [], duplicated: [] },
      inbound: { lost: [], unexpected: [], duplicated: [] },
      webhooks: { lost: [], unexpected: [], duplicated: [] },
      missedPoints: [],
      forbiddenMoves: [],
      unfinished: [],
      logGaps: 0,
    });
    // That anything was put to the test at all.
    expect(report.sends.recovered.length).toBeGreaterThan(0);
    for (const count of Object.values(report.faults)) expect(count).toBeGreaterThan(0);
  },
);
