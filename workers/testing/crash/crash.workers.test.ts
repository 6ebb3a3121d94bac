import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { proveCrashes } from './prove.ts';

const NOTHING = { lost: [], unexpected: [], duplicated: [] };
const ERRANDS = { purchases: NOTHING, files: NOTHING, readings: NOTHING, letters: NOTHING };

it.each([
  ['sends', 1],
  ['errands', 2],
] as const)(
  'of %s nothing is lost and nothing doubled, wherever work ends and whatever fails, repeats and overlaps',
  { timeout: 900_000 },
  async (of, seed) => {
    const size = of === 'sends' ? { sends: 60, threads: 12 } : { sends: 4, threads: 6 };
    const report = await proveCrashes(env, { seed, of, ...size, mostExtraRounds: 300 });
    expect(report).toMatchObject({
      sends: NOTHING,
      inbound: NOTHING,
      errands: of === 'sends' ? {} : ERRANDS,
      webhooks: NOTHING,
      missedPoints: [],
      forbiddenMoves: [],
      unfinished: [],
      logGaps: 0,
    });
    // That anything was put to the test at all.
    const put = of === 'sends' ? [report.sends] : Object.values(report.errands);
    for (const { recovered } of put) expect(recovered.length).toBeGreaterThan(0);
    const { mistakes, ...faults } = report.faults;
    for (const count of Object.values(faults)) expect(count).toBeGreaterThan(0);
    expect(mistakes > 0).toBe(of === 'errands');
  },
);
