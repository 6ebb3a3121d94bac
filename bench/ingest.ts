/** How long 20,000 inbound texts take from the first POST until all are stored, each once. */
import { createCompany, type Company } from './deployment/company.ts';
import { startLocalDeployment, type LocalDeployment } from './deployment/local-deployment.ts';
import type { Figure } from './figure.ts';
import { countStored, type Stored } from './ingest/count-stored.ts';
import { textsOfEverybody, textsOfKnownContacts, type SignedText } from './ingest/texts.ts';
import { watchStored, type StoredPoint } from './ingest/watch-stored.ts';
import type { LoadResult } from './load/protocol.ts';
import { startLoadGenerator, type LoadGenerator } from './load/start-generator.ts';
import { report, say } from './report.ts';

const TEXTS = 20_000;
const CONNECTIONS = 32;
const TARGET_SECONDS = 18;
/** Companies that share the texts, one run each. */
const RUNS = [1, 3];

interface Run {
  companies: number;
  secondsToAccept: number;
  secondsToStore: number;
  accepted: number;
  /** Of the texts, how many are stored; and everything else that the tables hold. */
  storedTexts: number;
  stored: Stored;
  backlog: { seconds: number; accepted: number; stored: number }[];
}

const generator = startLoadGenerator();
const runs: Run[] = [];
try {
  for (const companies of RUNS) runs.push(await measure(companies, generator));
} finally {
  generator.stop();
}
await report({ bench: 'ingest', figures: runs.flatMap(figuresOf), details: runs });

async function measure(companies: number, load: LoadGenerator): Promise<Run> {
  say(`ingest: ${TEXTS} texts to ${companies} ${companies === 1 ? 'company' : 'companies'}`);
  const deployment = await startLocalDeployment('workers/index.ts');
  try {
    const all: Company[] = [];
    for (let n = 0; n < companies; n++) all.push(await createCompany(deployment, n));
    // Makes every second contact a known one, and the Worker warm.
    const before = textsOfKnownContacts(all);
    await send(load, deployment, before);
    await watchStored(deployment.tenant, before.length);

    const texts = textsOfEverybody(all, TEXTS);
    const sending = send(load, deployment, texts);
    const points = await watchStored(deployment.tenant, before.length + TEXTS);
    const sent = await sending;
    const stored = await countStored(deployment.tenant);
    return {
      companies,
      secondsToAccept: (sent.lastAnsweredAtMs - sent.firstSentAtMs) / 1_000,
      secondsToStore: ((points.at(-1)?.atMs ?? Number.NaN) - sent.firstSentAtMs) / 1_000,
      accepted: sent.accepted,
      storedTexts: stored.externalIds - before.length,
      stored,
      backlog: backlogOf(sent, points, before.length),
    };
  } finally {
    await deployment.stop();
  }
}

function send(load: LoadGenerator, { origin }: LocalDeployment, requests: SignedText[]): Promise<LoadResult> {
  const pace = { kind: 'each once' } as const;
  return load.run({
    port: Number(origin.port),
    path: '/webhooks/meta',
    connections: CONNECTIONS,
    requests,
    pace,
  });
}

function backlogOf(sent: LoadResult, points: readonly StoredPoint[], before: number): Run['backlog'] {
  return sent.timeline.length === 0
    ? []
    : points.map(({ atMs, stored }) => ({
        seconds: Math.round((atMs - sent.firstSentAtMs) / 100) / 10,
        accepted: sent.timeline.findLast((point) => point.atMs <= atMs)?.accepted ?? 0,
        stored: stored - before,
      }));
}

function figuresOf(run: Run): Figure[] {
  const to = run.companies === 1 ? 'one company' : `${run.companies} companies`;
  const isEachOnce =
    run.stored.messages === run.stored.externalIds && run.stored.unread === run.stored.messages;
  return [
    {
      name: `${TEXTS.toLocaleString('en-US')} texts to ${to}, first POST to all stored`,
      value: run.secondsToStore,
      unit: 's',
      target: { atMost: TARGET_SECONDS },
    },
    {
      name: 'of these stored exactly once',
      value: isEachOnce ? run.storedTexts : 0,
      unit: 'texts',
      target: { atLeast: TEXTS },
    },
    { name: 'until the last was accepted', value: run.secondsToAccept, unit: 's' },
    {
      name: 'largest backlog',
      value: Math.max(0, ...run.backlog.map(({ accepted, stored }) => accepted - stored)),
      unit: 'texts',
    },
  ];
}
