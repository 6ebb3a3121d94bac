/** That nothing is lost and nothing doubled: Jepsen's four counters, after thousands of sends and a kill at each point. */
import { killAtEveryPoint, type KillReport } from './crash/kills.ts';
import { bundle } from './deployment/bundle.ts';
import { startBundle } from './deployment/local-deployment.ts';
import type { Figure } from './figure.ts';
import { report, say } from './report.ts';
import type { Counters, CrashReport } from '../workers/testing/crash/count.ts';
import type { CrashPlan } from '../workers/testing/crash/prove.ts';

const SENDS = 550;
/** Each with a company and a chance of its own: thousands of sends together. */
const SEEDS = [101, 102, 103, 104];
/** For all that a company does beside its sends. */
const ERRAND_SEEDS = [201, 202];

const ERRAND_ROUNDS = 60;

const proofs: CrashReport[] = [];
const errands: CrashReport[] = [];
const deployment = await startBundle(await bundle('bench/worker/crash.ts'));
try {
  for (const seed of SEEDS) {
    say(`crash: ${SENDS} sends, seed ${seed}`);
    proofs.push(await prove({ seed, of: 'sends', sends: SENDS, threads: 24, mostExtraRounds: 300 }));
  }
  for (const seed of ERRAND_SEEDS) {
    say(`crash: ${ERRAND_ROUNDS} rounds of errands, seed ${seed}`);
    errands.push(
      await prove({ seed, of: 'errands', sends: ERRAND_ROUNDS, threads: 12, mostExtraRounds: 300 }),
    );
  }
} finally {
  await deployment.stop();
}
const kills = await killAtEveryPoint(say);
await report({
  bench: 'crash',
  figures: [...figuresOfProofs(proofs), ...figuresOfErrands(errands), ...figuresOfKills(kills)],
  details: { proofs, errands, kills },
});

async function prove(plan: CrashPlan): Promise<CrashReport> {
  const response = await fetch(new URL('/control', deployment.origin), {
    method: 'POST',
    body: JSON.stringify({ do: 'prove', plan }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

function figuresOfProofs(all: readonly CrashReport[]): Figure[] {
  const sum = (of: (one: CrashReport) => number) => all.reduce((total, one) => total + of(one), 0);
  const none = { atMost: 0 };
  const bad = (one: CrashReport) => {
    const { inbound, webhooks } = one;
    return [inbound, webhooks].flatMap(({ lost, unexpected, duplicated }) =>
      [lost, unexpected, duplicated].flat(),
    );
  };
  const asked = sum((one) => one.asked).toLocaleString('en-US');
  const ended = sum((one) => Object.values(one.crashes).reduce((total, n) => total + n, 0));
  const seeds = `seeds ${all.map(({ seed }) => seed).join(', ')}`;
  return [
    {
      name: `of ${asked} sends lost (${seeds})`,
      value: sum((one) => one.sends.lost.length),
      unit: 'sends',
      target: none,
    },
    {
      name: 'of these duplicated',
      value: sum((one) => one.sends.duplicated.length),
      unit: 'sends',
      target: none,
    },
    {
      name: 'of these unexpected',
      value: sum((one) => one.sends.unexpected.length),
      unit: 'sends',
      target: none,
    },
    {
      name: 'of these recovered: interrupted, and sent once',
      value: sum((one) => one.sends.recovered.length),
      unit: 'sends',
    },
    {
      name: 'of these left unknown for a person',
      value: sum((one) => one.ends['unknown'] ?? 0),
      unit: 'sends',
    },
    {
      name: 'inbound texts and webhooks lost, unexpected or duplicated',
      value: sum((one) => bad(one).length),
      unit: 'items',
      target: none,
    },
    {
      name: 'moves outside the table',
      value: sum((one) => one.forbiddenMoves.length),
      unit: 'moves',
      target: none,
    },
    {
      name: 'what did not come to rest',
      value: sum((one) => one.unfinished.length),
      unit: 'items',
      target: none,
    },
    { name: 'times that work was ended at a point', value: ended, unit: 'times' },
    {
      name: 'points at which work was never ended',
      value: sum((one) => one.missedPoints.length),
      unit: 'points',
      target: none,
    },
  ];
}

/** Purchases, files, ticks and letters, each lost, unexpected or duplicated. */
function figuresOfErrands(all: readonly CrashReport[]): Figure[] {
  const none = { atMost: 0 };
  const names = [...new Set(all.flatMap((one) => Object.keys(one.errands)))];
  const counted = (name: string) => all.flatMap((one) => one.errands[name] ?? []);
  return [
    ...names.flatMap((name): Figure[] => [
      {
        name: `${name} lost, unexpected or duplicated`,
        value: counted(name).flatMap((one) => [one.lost, one.unexpected, one.duplicated].flat()).length,
        unit: name,
        target: none,
      },
      {
        name: `${name} recovered`,
        value: counted(name).flatMap(({ recovered }) => recovered).length,
        unit: name,
      },
    ]),
    {
      name: 'points of these at which work was never ended',
      value: all.reduce((sum, one) => sum + one.missedPoints.length, 0),
      unit: 'points',
      target: none,
    },
  ];
}

function figuresOfKills(kills: KillReport): Figure[] {
  const { asked, sends, inbound, errands: beside, killedAt, missed, unfinished } = kills;
  const none = { atMost: 0 };
  const of = `of ${asked} sends across ${killedAt.length} times kill -9`;
  const badOf = ({ lost, unexpected, duplicated }: Counters) => [lost, unexpected, duplicated].flat().length;
  return [
    { name: `${of} lost`, value: sends.lost.length, unit: 'sends', target: none },
    { name: 'of these duplicated', value: sends.duplicated.length, unit: 'sends', target: none },
    { name: 'of these unexpected', value: sends.unexpected.length, unit: 'sends', target: none },
    {
      name: 'of these recovered: no answer, and sent once',
      value: sends.recovered.length,
      unit: 'sends',
    },
    {
      name: 'inbound texts lost, unexpected or duplicated',
      value: badOf(inbound),
      unit: 'texts',
      target: none,
    },
    ...Object.entries(beside).flatMap(([name, counted]): Figure[] => [
      {
        name: `${name} lost, unexpected or duplicated across the same`,
        value: badOf(counted),
        unit: name,
        target: none,
      },
      { name: `${name} recovered across the same`, value: counted.recovered.length, unit: name },
    ]),
    { name: 'jobs that did not come to rest', value: unfinished.length, unit: 'jobs', target: none },
    {
      name: 'points at which the runtime was not killed',
      value: missed.length,
      unit: 'points',
      target: none,
    },
  ];
}
