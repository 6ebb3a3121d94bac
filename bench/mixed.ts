/** What Meta's traffic of every kind costs: to read it, to store it, and as much as one delivery may bring. */
import { readDelivery } from '../workers/channels/cloud/read-delivery.ts';
import { splitDelivery } from '../workers/edges/webhooks/split-delivery.ts';
import { createControl, deliveryBodies, rowsWritten } from './cost/control.ts';
import { createCompany } from './deployment/company.ts';
import { startLocalDeployment } from './deployment/local-deployment.ts';
import { mixedDelivery } from './mixed/deliveries.ts';
import { report, say } from './report.ts';

const UPDATES = 100_000;
/** Updates of one call of the consumer: a hundred deliveries of ten. */
const PER_CALL = 1_000;
const PER_DELIVERY = 10;
const READING_MS = 2_000;

say('mixed: reading deliveries of every kind');
const reading = measureReading();
const deployment = await startLocalDeployment('bench/worker/recorded.ts');
try {
  const control = createControl(deployment.origin);
  const company = await createCompany(deployment, 1);
  say(`mixed: ${UPDATES} updates through the consumer`);
  const stored = await measureStoring();
  say('mixed: one delivery of a thousand updates');
  const one = await measureOne();
  await report({
    bench: 'mixed',
    figures: [
      { name: 'deliveries of every kind that are read', value: reading.deliveriesPerSecond, unit: '/s' },
      { name: 'the same in bytes', value: reading.megabytesPerSecond, unit: 'MB/s' },
      {
        name: `rows written per update, of ${UPDATES} of every kind`,
        value: stored.rowsPerUpdate,
        unit: 'rows',
      },
      { name: 'statements per update, the same', value: stored.statementsPerUpdate, unit: 'statements' },
      { name: 'time per 1,000 updates, the median', value: stored.medianMs, unit: 'ms' },
      { name: 'the last 1,000 against the first, in time', value: stored.lastAgainstFirst, unit: 'times' },
      {
        name: 'statements of one delivery of 1,000 updates',
        value: one.statements,
        unit: 'statements',
        target: { atMost: 1_000 },
      },
      {
        name: 'time of one delivery of 1,000 updates',
        value: one.ms,
        unit: 'ms',
        target: { atMost: 30_000 },
      },
    ],
    details: { reading, stored, one },
  });

  async function consume(raws: readonly string[]) {
    const parts = raws.flatMap(splitDelivery);
    const startedMs = performance.now();
    let rows = 0;
    let statements = 0;
    for (const lane of ['webhooks', 'statuses'] as const) {
      const bodies = deliveryBodies(
        lane,
        parts.filter((part) => part.lane === lane).map(({ raw }) => raw),
      );
      if (bodies.length === 0) continue;
      const cost = await control({ do: 'consume', queue: lane, bodies });
      rows += rowsWritten(cost.tenant) + rowsWritten(cost.directory);
      statements += cost.tenant.statements.length + cost.directory.statements.length;
    }
    return { rows, statements, ms: performance.now() - startedMs };
  }

  async function measureStoring() {
    const calls: { rows: number; statements: number; ms: number }[] = [];
    for (let first = 0; first < UPDATES; first += PER_CALL) {
      const raws = Array.from({ length: PER_CALL / PER_DELIVERY }, (_, n) =>
        mixedDelivery(company.phoneNumberId, first / PER_DELIVERY + n, PER_DELIVERY),
      );
      calls.push(await consume(raws));
    }
    const sum = (key: 'rows' | 'statements') => calls.reduce((total, call) => total + call[key], 0);
    const times = calls.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const tenth = Math.ceil(calls.length / 10);
    const mean = (part: typeof calls) => part.reduce((total, { ms }) => total + ms, 0) / part.length;
    return {
      rowsPerUpdate: sum('rows') / UPDATES,
      statementsPerUpdate: sum('statements') / UPDATES,
      medianMs: times[Math.floor(times.length / 2)] ?? 0,
      lastAgainstFirst: mean(calls.slice(-tenth)) / mean(calls.slice(0, tenth)),
    };
  }

  function measureOne() {
    return consume([mixedDelivery(company.phoneNumberId, UPDATES, PER_CALL)]);
  }
} finally {
  await deployment.stop();
}

function measureReading() {
  const raws = Array.from({ length: 500 }, (_, n) => mixedDelivery('4400', n, PER_DELIVERY));
  let [read, bytes] = [0, 0];
  const startedMs = performance.now();
  while (performance.now() - startedMs < READING_MS) {
    for (const raw of raws) {
      if (readDelivery(raw).length < PER_DELIVERY) throw new Error('an update was not read');
      bytes += raw.length;
      read += 1;
    }
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  return { deliveriesPerSecond: read / seconds, megabytesPerSecond: bytes / seconds / 1_000_000 };
}
