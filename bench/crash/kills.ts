import { setTimeout as sleep } from 'node:timers/promises';
import { CRASH_POINTS, type CrashPoint } from '../../workers/platform/crash-points.ts';
import type { Counters } from '../../workers/testing/crash/count.ts';
import { openErrands } from './errands.ts';
import { killRuntimes } from './kill-runtime.ts';
import { startOutside, type Outside } from './outside.ts';
import { startRunning, until, type Running } from './running.ts';
import { createSends, type SendCount } from './sends.ts';

export interface KillReport extends SendCount {
  /** What shops posted, files that came, threads that were read, jobs that could not be done. */
  errands: Record<string, Counters>;
  /** The points at which the runtime was killed. */
  killedAt: CrashPoint[];
  missed: CrashPoint[];
  /** What a queue still holds at the end: it did not come to rest. */
  unfinished: unknown[];
  /** Events that were told again under the same id. */
  toldAgain: number;
}

const ASKS = 16;
const THREADS = 8;
const WAIT_FOR_POINT_MS = 6_000;

/**
 * Kills the runtime at one point after the other while it sends and receives, starts it again on the state that it left
 * on the disk, and compares at the end. The local queues are kept in memory and die with the runtime, so that all that
 * has rows depends on them; of what a queue alone remembers, and of what Meta delivered, comes again whatever nobody
 * has acknowledged, as the real queues would keep it.
 */
export async function killAtEveryPoint(
  say: (line: string) => void,
  points = pointsInTurn(),
): Promise<KillReport> {
  const outside = await startOutside();
  try {
    return await killAll(outside, points, say);
  } finally {
    await outside.stop();
  }
}

async function killAll(
  outside: Outside,
  points: readonly CrashPoint[],
  say: (line: string) => void,
): Promise<KillReport> {
  const sends = createSends(outside);
  const running = await startRunning(outside, async (started) => {
    for (let person = 0; person < THREADS; person++) await sends.write(started, person);
    await until(async () => (await count(started, `direction = 'inbound'`)) === THREADS);
  });
  const errands = await openErrands(running, outside);
  const threadOf = (n: number) => running.threads[n % running.threads.length] ?? '';

  const killedAt: CrashPoint[] = [];
  for (const point of points) {
    say(`crash: kill -9 at ${point}`);
    let isKilled = false;
    let mistakes = point.startsWith('letter.') && !(await errands.isLetterOpen(running)) ? 1 : 0;
    const whenKilled = Promise.withResolvers<void>();
    outside.onPoint = (reached) => {
      if (isKilled) return 'never';
      // A purchase that cannot be done becomes a letter.
      if (reached === 'event.kept' && mistakes-- > 0) return 'fail';
      if (reached !== point) return 'go on';
      isKilled = true;
      killRuntimes();
      whenKilled.resolve();
      return 'never';
    };
    if (point === 'send.answer_kept') {
      // The database goes away between what the provider took and its answer.
      outside.onSend = async () => {
        await running.control({ do: 'cut-database' });
        return 'take';
      };
    }
    const turn = killedAt.length;
    const work = Promise.allSettled([
      ...(point.startsWith('repeat.') ? [sends.failAndRepeat(running, threadOf(0))] : []),
      // Where threads are read nobody answers them: an answer ends what is unread, and gives no tick.
      ...Array.from({ length: isOfErrands(point) ? 0 : ASKS }, (_, n) => sends.ask(running, threadOf(n))),
      sends.write(running, turn % THREADS),
      ...(outside.taken.length === 0 ? [] : [sends.report(running, 'delivered', ASKS)]),
      ...(isOfErrands(point) ? errandsOf(point, turn) : []),
      // What was left behind by the kill before: leases end, wake-ups are due, and so does a webhook's turn.
      running.pass(point.startsWith('webhook.') ? 95_000 : 65_000),
    ]);
    await Promise.race([whenKilled.promise, work.then(() => sleep(WAIT_FOR_POINT_MS))]);
    if (isKilled) killedAt.push(point);
    // Whatever was under way has lost its other end.
    await Promise.race([work, sleep(2_000)]);
    outside.onPoint = () => 'go on';
    outside.onSend = () => Promise.resolve('take');
    await running.restart();
  }

  function errandsOf(point: CrashPoint, turn: number): Promise<void>[] {
    return [
      errands.post(running),
      errands.post(running),
      errands.receive(running, turn % THREADS),
      errands.receive(running, (turn + 1) % THREADS),
      errands.read(running),
      ...(point.startsWith('letter.') && point !== 'letter.kept'
        ? [errands.putBack(running, point === 'letter.redrive_asked' ? 'all' : 'one')]
        : []),
    ];
  }

  await sends.writeAgain(running);
  await rest(running, outside, 8);
  await errands.finish(running);
  await rest(running, outside, 3);
  await sends.report(running, 'read');
  await sleep(2_500);
  await running.pass(65_000);
  await sleep(1_500);
  const result = {
    ...(await sends.count(running)),
    errands: await errands.count(running),
    killedAt,
    missed: points.filter((point) => !killedAt.includes(point)),
    unfinished: outside.unacknowledged(),
    toldAgain: outside.told.length - new Set(outside.told).size,
  };
  await running.stop();
  return result;
}

/** Minutes that a slow machine is given at most to come to rest. */
const MAX_MINUTES = 40;

/** At least so many minutes pass without a fault, each after what was to be done before is done. */
async function rest(running: Running, outside: Outside, minutes: number): Promise<void> {
  const isIdle = async () =>
    outside.unacknowledged().length === 0 && (await count(running, `status IN ('queued', 'sending')`)) === 0;
  for (let minute = 0; minute < MAX_MINUTES; minute++) {
    await running.pass(65_000);
    await until(isIdle, 5_000);
    if (minute + 1 >= minutes && (await isIdle())) return;
  }
}

const isOfErrands = (point: CrashPoint) => /^(event|media|seen|letter)\./.test(point);

/** Every point, those of errands last; a lease ends right after the kill that left it. */
function pointsInTurn(): CrashPoint[] {
  return CRASH_POINTS.filter((point) => point !== 'lease.committed')
    .flatMap((point) => (point === 'send.claimed' ? [point, 'lease.committed' as const] : [point]))
    .toSorted((a, b) => Number(isOfErrands(a)) - Number(isOfErrands(b)));
}

async function count(running: Running, where: string): Promise<number> {
  const [row] = await running.rows<{ n: number }>(
    'tenant',
    `SELECT count(*) AS n FROM messages WHERE ${where}`,
  );
  return row?.n ?? 0;
}
