/** How fast the webhook door takes deliveries, against the least that it could do: read and verify. */
import { BODY_KINDS, type BodyKind } from './accept/bodies.ts';
import { CONTESTANTS, ENTRIES, ofEach, type Contestant } from './accept/contestants.ts';
import { startBareWorker, type BareWorker } from './deployment/bare-workerd.ts';
import type { Figure } from './figure.ts';
import type { LoadResult, Pace } from './load/protocol.ts';
import { startLoadGenerator } from './load/start-generator.ts';
import { report, say } from './report.ts';
import { median } from './statistics.ts';

const CONNECTIONS = 64;
const ROUNDS = 7;
const ROUND_SECONDS = 0.8;
const FIXED_RATE_RUNS = 3;
const FIXED_RATE_SECONDS = 3;

interface Measured {
  body: BodyKind;
  bytes: number;
  perSecond: Record<Contestant, number>;
  latencyMs: Record<Contestant, { p50: number; p99: number }>;
  /** One contestant's rate by another's in the same round: the middle of all rounds. */
  ratios: { toSigned: number; toUnsigned: number; toSignedOnRuntimeQueue: number; perRound: number[] };
  /** Latency from the scheduled time, at half of the door's rate; the middle of some runs. */
  halfRate: { perSecond: number; door: HalfRate; bare: HalfRate };
}

interface HalfRate {
  p50: number;
  p99: number;
  p99OfEachRun: number[];
  /** The longest answer of each run, and the longest stop of the load generator's process beside it. */
  maxOfEachRun: number[];
  generatorStopOfEachRun: number[];
}

const load = startLoadGenerator();
const workers = new Map<Contestant, BareWorker>();
try {
  for (const contestant of CONTESTANTS) workers.set(contestant, await startBareWorker(ENTRIES[contestant]));
  const measured: Measured[] = [];
  for (const body of Object.keys(BODY_KINDS) as BodyKind[]) measured.push(await measure(body));
  await report({
    bench: 'accept',
    figures: measured.flatMap(figuresOf),
    details: { connections: CONNECTIONS, rounds: ROUNDS, roundSeconds: ROUND_SECONDS, measured },
  });
} finally {
  load.stop();
  for (const worker of workers.values()) await worker.stop();
}

async function measure(body: BodyKind): Promise<Measured> {
  say(`accept: ${body}, ${ROUNDS} rounds of ${CONTESTANTS.length} contestants`);
  const saturate = { kind: 'saturate', seconds: ROUND_SECONDS } as const;
  for (const contestant of CONTESTANTS) await send(contestant, body, saturate);
  const rounds: Record<Contestant, LoadResult>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const results = new Map<Contestant, LoadResult>();
    // Another one begins each round: what changes on the machine meanwhile favours nobody.
    for (let turn = 0; turn < CONTESTANTS.length; turn++) {
      const contestant = CONTESTANTS[(turn + round) % CONTESTANTS.length] ?? 'door';
      results.set(contestant, await send(contestant, body, saturate));
    }
    rounds.push(ofEach((contestant) => found(results, contestant)));
  }
  const middle = (pick: (round: Record<Contestant, LoadResult>) => number) => median(rounds.map(pick));
  const ratio = (a: Contestant, b: Contestant) => middle((round) => round[a].perSecond / round[b].perSecond);
  const perSecond = ofEach((contestant) => middle((round) => round[contestant].perSecond));
  return {
    body,
    bytes: Buffer.byteLength(BODY_KINDS[body][0]?.body ?? ''),
    perSecond,
    latencyMs: ofEach((contestant) => ({
      p50: middle((round) => round[contestant].latencyMs.p50),
      p99: middle((round) => round[contestant].latencyMs.p99),
    })),
    ratios: {
      toSigned: ratio('door', 'bare signed POST'),
      toUnsigned: ratio('door', 'bare POST'),
      toSignedOnRuntimeQueue: ratio('door, runtime queue', 'bare signed POST, runtime queue'),
      perRound: rounds.map((round) => round.door.perSecond / round['bare signed POST'].perSecond),
    },
    halfRate: await measureAtHalf(body, Math.floor(perSecond.door / 2)),
  };
}

/** The bare POST at the same rate shows what of it is the runtime's: it stops for its garbage now and then. */
async function measureAtHalf(body: BodyKind, perSecond: number): Promise<Measured['halfRate']> {
  const pace = { kind: 'fixed rate', perSecond, seconds: FIXED_RATE_SECONDS } as const;
  const door: LoadResult[] = [];
  const bare: LoadResult[] = [];
  for (let run = 0; run < FIXED_RATE_RUNS; run++) {
    door.push(await send('door', body, pace));
    bare.push(await send('bare POST', body, pace));
  }
  return { perSecond, door: halfRateOf(door), bare: halfRateOf(bare) };
}

function halfRateOf(runs: readonly LoadResult[]): HalfRate {
  const p99OfEachRun = runs.map(({ latencyMs }) => latencyMs.p99);
  return {
    p50: median(runs.map(({ latencyMs }) => latencyMs.p50)),
    p99: median(p99OfEachRun),
    p99OfEachRun,
    maxOfEachRun: runs.map(({ latencyMs }) => latencyMs.max),
    generatorStopOfEachRun: runs.map(({ ownDelayMs }) => ownDelayMs.max),
  };
}

async function send(contestant: Contestant, body: BodyKind, pace: Pace): Promise<LoadResult> {
  const { port } = found(workers, contestant);
  const requests = BODY_KINDS[body];
  const result = await load.run({ port, path: '/webhooks/meta', connections: CONNECTIONS, requests, pace });
  if (result.failed > 0) throw new Error(`${contestant} refused ${result.failed} deliveries`);
  return result;
}

function found<T>(map: ReadonlyMap<Contestant, T>, contestant: Contestant): T {
  const value = map.get(contestant);
  if (value === undefined) throw new Error(`${contestant} does not take part`);
  return value;
}

function figuresOf({ body, bytes, perSecond, latencyMs, ratios, halfRate }: Measured): Figure[] {
  const what = `deliveries of ${body} (${bytes} bytes)`;
  return [
    { name: `${what} accepted, queue stubbed`, value: perSecond.door, unit: 'per second' },
    {
      name: 'against a bare Hono POST that verifies the same signature',
      value: ratios.toSigned,
      unit: 'of its rate',
      // Promised of what Meta nearly always sends; a larger delivery is looked through as well.
      ...(body === 'a text' ? { target: { atLeast: 0.8 } } : {}),
    },
    { name: 'against a bare Hono POST that verifies nothing', value: ratios.toUnsigned, unit: 'of its rate' },
    { name: `p50 at the limit, ${CONNECTIONS} connections`, value: latencyMs.door.p50, unit: 'ms' },
    { name: `p99 at the limit, ${CONNECTIONS} connections`, value: latencyMs.door.p99, unit: 'ms' },
    {
      name: `p99 at half the limit (${halfRate.perSecond.toLocaleString('en-US')} per second, fixed)`,
      value: halfRate.door.p99,
      unit: 'ms',
      target: { atMost: 20 },
    },
    { name: 'p50 at that rate', value: halfRate.door.p50, unit: 'ms' },
    {
      name: 'p99 of the bare POST that verifies nothing, at that rate',
      value: halfRate.bare.p99,
      unit: 'ms',
    },
    {
      name: 'longest stop of the load generator itself, at that rate',
      value: median(halfRate.door.generatorStopOfEachRun),
      unit: 'ms',
    },
    {
      name: `${what} accepted, runtime's queue with a stub behind it`,
      value: perSecond['door, runtime queue'],
      unit: 'per second',
    },
    {
      name: 'against a bare Hono POST that verifies and queues likewise',
      value: ratios.toSignedOnRuntimeQueue,
      unit: 'of its rate',
    },
  ];
}
