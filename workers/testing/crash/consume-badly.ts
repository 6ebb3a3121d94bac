import { consume } from '../../edges/queues/consume.ts';
import { CRASH_POINTS, type CrashPoint } from '../../platform/crash-points.ts';
import type { WaitingMessage } from '../queues.ts';
import {
  createBarrier,
  createIsolate,
  QUEUE_NAMES,
  type Barrier,
  type Isolate,
  type World,
} from './isolate.ts';
import { queueBatch } from './platform.ts';

/** Kinds of work, by what begins it: a request, the clock, a queue. */
export type Work = 'ask' | 'repeat' | 'cron' | 'messages-urgent' | 'webhooks' | 'statuses' | 'outgoing';

/** Points that a piece of work comes by. */
const POINTS_OF: Record<Work, readonly CrashPoint[]> = {
  ask: startingWith('ask.'),
  repeat: startingWith('repeat.'),
  cron: startingWith('lease.', 'sweep.', 'drain.'),
  'messages-urgent': startingWith('send.', 'outcome.', 'job.'),
  webhooks: startingWith('arrival.', 'job.'),
  statuses: startingWith('status.', 'arrival.archived', 'job.'),
  outgoing: startingWith('webhook.', 'job.'),
};

function startingWith(...beginnings: string[]): CrashPoint[] {
  return CRASH_POINTS.filter((point) => beginnings.some((beginning) => point.startsWith(beginning)));
}

/** Work that is done seldom: a webhook has one sender at a time, which rests after a failure. */
const RARE: readonly Work[] = ['cron', 'repeat', 'outgoing'];

/** An isolate that may die, at the point where work has ended least often. */
export function isolateFor(world: World, work: Work, barrier: Barrier | null = null): Isolate {
  const { random, crashes } = world;
  if (!world.areFaultsOn || !random.chance(RARE.includes(work) ? 0.6 : 0.3)) {
    return createIsolate(world, null, barrier);
  }
  const points = random.shuffled(POINTS_OF[work]);
  const least = points.toSorted((a, b) => (crashes.get(a) ?? 0) - (crashes.get(b) ?? 0));
  const isMissed = least[0] !== undefined && !crashes.has(least[0]);
  const [armed = null] = isMissed || random.chance(0.3) ? least : points;
  return createIsolate(world, armed, barrier);
}

/** Consumes what is due: shuffled, cut into batches, each in an isolate of its own, all at once. */
export async function consumeRound(world: World): Promise<void> {
  const { queues, clock, random, faults } = world;
  const isBad = world.areFaultsOn;
  const due = queues.waiting.filter((one) => isOurs(one) && (one.dueAtMs ?? 0) <= clock.now);
  for (const one of due) queues.waiting.splice(queues.waiting.indexOf(one), 1);
  const kept = isBad ? due.filter((one) => !isWakeup(one) || random.chance(0.85)) : due;
  const copies = isBad ? kept.filter(() => random.chance(0.15)) : [];
  faults.copies += copies.length;
  const overlapped = isBad ? kept.filter((one) => isWakeup(one) && random.chance(0.1)) : [];
  await Promise.all([
    ...QUEUE_NAMES.flatMap((queue) =>
      parts(world, random.shuffled([...kept, ...copies].filter((one) => one.queue === queue))).map((part) =>
        consumeIn(world, isolateFor(world, workOf(queue)), queue, part),
      ),
    ),
    ...overlapped.flatMap((one) => overlap(world, one)),
  ]);
  dropOthers(world);
}

/** The same message in three handlers that are all held at the same point, before or after the permit. */
function overlap(world: World, one: WaitingMessage): Promise<void>[] {
  const point = world.random.pick<CrashPoint>(['send.read', 'send.permitted']);
  const barrier = createBarrier(point, 3, () => world.faults.barriersMet++);
  return Array.from({ length: 3 }, () =>
    consumeIn(world, isolateFor(world, 'messages-urgent', barrier), one.queue, [{ ...one }]),
  );
}

function parts({ random }: World, list: readonly WaitingMessage[]): WaitingMessage[][] {
  const cut: WaitingMessage[][] = [];
  for (let at = 0; at < list.length;) {
    const size = 1 + random.below(8);
    cut.push(list.slice(at, at + size));
    at += size;
  }
  return cut;
}

/** Of a batch whose isolate dies nothing is known: all of it comes again. */
async function consumeIn(
  { clock, queues }: World,
  isolate: Isolate,
  queue: string,
  taken: readonly WaitingMessage[],
): Promise<void> {
  const ends = new Map<string, number | 'acked'>();
  const messages = taken.map(({ id, body, attempts }) => ({
    id,
    body,
    attempts,
    timestamp: new Date(clock.now),
    metadata: {},
    ack: () => void (ends.has(id) || ends.set(id, 'acked')),
    retry: ({ delaySeconds = 0 }: QueueRetryOptions = {}) =>
      void (ends.has(id) || ends.set(id, delaySeconds)),
  }));
  const end = await isolate.run(consume(isolate.context(), queueBatch(queue, messages)));
  for (const one of taken) {
    const result = end === 'died' ? 0 : (ends.get(one.id) ?? 0);
    if (result === 'acked') continue;
    queues.waiting.push({ ...one, attempts: one.attempts + 1, dueAtMs: clock.now + result * 1_000 });
  }
}

/** What this proof does not follow: the index of the search, and looking after the number. */
function dropOthers({ queues }: World): void {
  for (const one of queues.waiting.filter((waiting) => !isOurs(waiting))) {
    queues.waiting.splice(queues.waiting.indexOf(one), 1);
  }
}

export function isOurs({ queue, body }: WaitingMessage): boolean {
  if (queue !== 'jobs') return true;
  return (body as { kind?: string }).kind === 'webhooks.plan';
}

function isWakeup({ body }: WaitingMessage): boolean {
  return (body as { kind?: string }).kind === 'message.send';
}

function workOf(queue: string): Work {
  return queue === 'messages-urgent' || queue === 'webhooks' || queue === 'statuses' ? queue : 'outgoing';
}
