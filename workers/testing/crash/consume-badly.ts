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
export type Work = keyof typeof POINTS_OF;

/** Points that a piece of work comes by. */
const POINTS_OF = {
  ask: startingWith('ask.'),
  repeat: startingWith('repeat.'),
  cron: startingWith('lease.', 'sweep.', 'drain.'),
  shop: startingWith('event.accepted'),
  read: startingWith('seen.asked', 'seen.committed'),
  redrive: startingWith('letter.put_back', 'letter.marked'),
  'redrive-all': startingWith('letter.redrive_asked'),
  mistake: startingWith('letter.kept'),
  'message.send': startingWith('send.', 'outcome.', 'job.'),
  'message.outcome': startingWith('outcome.', 'job.'),
  webhooks: startingWith('arrival.', 'job.'),
  statuses: startingWith('status.', 'arrival.archived', 'job.'),
  'webhooks.plan': startingWith('webhook.planned', 'job.'),
  'webhooks.push': startingWith('webhook.claimed', 'webhook.called', 'webhook.committed', 'job.'),
  'event.incoming': startingWith('event.kept', 'event.on_timeline', 'event.sent', 'event.finished', 'job.'),
  'media.fetch': startingWith('media.', 'job.'),
  'conversation.seen': startingWith('seen.read', 'seen.told', 'job.'),
  'dead-letters.redrive': startingWith('letter.put_back', 'letter.marked', 'job.'),
} satisfies Record<string, readonly CrashPoint[]>;

function startingWith(...beginnings: string[]): CrashPoint[] {
  return CRASH_POINTS.filter((point) => beginnings.some((beginning) => point.startsWith(beginning)));
}

/** Work that is done often enough to end seldom. The rest: a webhook has one sender at a time, letters are few. */
const OFTEN: ReadonlySet<Work> = new Set<Work>([
  'ask',
  'message.send',
  'webhooks',
  'statuses',
  'webhooks.plan',
]);

/** An isolate that may die, at the point where work has ended least often; one that will, while a point was missed. */
export function isolateFor(
  world: World,
  works: readonly [Work, ...Work[]],
  barrier: Barrier | null = null,
  isMistaken = false,
): Isolate {
  const { random, crashes } = world;
  const work = random.pick(works);
  const points = random.shuffled<CrashPoint>(POINTS_OF[work]);
  const least = points.toSorted((a, b) => (crashes.get(a) ?? 0) - (crashes.get(b) ?? 0));
  const isMissed = least[0] !== undefined && !crashes.has(least[0]);
  if (!world.areFaultsOn || !(isMissed || random.chance(OFTEN.has(work) ? 0.3 : 0.6))) {
    return createIsolate(world, null, barrier, isMistaken);
  }
  const [armed = null] = isMissed || random.chance(0.3) ? least : points;
  return createIsolate(world, armed, barrier, isMistaken);
}

/** Consumes what is due: shuffled, cut into batches, each in an isolate of its own, all at once. */
export async function consumeRound(world: World): Promise<void> {
  const { queues, clock, random, faults } = world;
  const isBad = world.areFaultsOn;
  const due = queues.waiting.filter((one) => isOurs(one) && (one.dueAtMs ?? 0) <= clock.now);
  for (const one of due) queues.waiting.splice(queues.waiting.indexOf(one), 1);
  const kept = isBad ? due.filter((one) => !isWakeup(one) || random.chance(0.85)) : due;
  const mistaken =
    isBad && world.areJobsMistaken
      ? kept.filter((one) => LAST_TRIES.has(kindOf(one)) && random.chance(0.1))
      : [];
  faults.mistakes += mistaken.length;
  const others = kept.filter((one) => !mistaken.includes(one));
  const copies = isBad ? kept.filter(() => random.chance(0.15)) : [];
  faults.copies += copies.length;
  const overlapped = isBad
    ? others.filter((one) => HELD_AT[kindOf(one)] !== undefined && random.chance(0.1))
    : [];
  await Promise.all([
    ...mistaken.map((one) => {
      const last = { ...one, body: { ...(one.body as object), faults: MANY } };
      return consumeIn(world, isolateFor(world, ['mistake'], null, true), one.queue, [last]);
    }),
    ...QUEUE_NAMES.flatMap((queue) =>
      parts(world, random.shuffled([...others, ...copies].filter((one) => one.queue === queue))).map((part) =>
        consumeIn(world, isolateFor(world, worksOf(queue, part)), queue, part),
      ),
    ),
    ...overlapped.flatMap((one) => overlap(world, one)),
  ]);
  dropOthers(world);
}

/** Where handlers of one message are held: all have seen that there is something to do. */
const HELD_AT: Readonly<Record<string, readonly [CrashPoint, ...CrashPoint[]]>> = {
  'message.send': ['send.read', 'send.permitted'],
  'event.incoming': ['event.kept', 'event.on_timeline'],
  'media.fetch': ['media.read', 'media.stored'],
  'conversation.seen': ['seen.read'],
};

/** The same message in three handlers that are all held at the same point. */
function overlap(world: World, one: WaitingMessage): Promise<void>[] {
  const point = world.random.pick<CrashPoint>(HELD_AT[kindOf(one)] ?? ['job.done']);
  const barrier = createBarrier(point, 3, () => world.faults.barriersMet++);
  return Array.from({ length: 3 }, () =>
    consumeIn(world, isolateFor(world, worksOf(one.queue, [one]), barrier), one.queue, [{ ...one }]),
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
    // However many deliveries of a message are out, its queue holds it once.
    if (queues.waiting.some(({ id }) => id === one.id)) continue;
    queues.waiting.push({ ...one, attempts: one.attempts + 1, dueAtMs: clock.now + result * 1_000 });
  }
}

/** What this proof does not follow: the index of the search, and looking after the number. */
function dropOthers({ queues }: World): void {
  for (const one of queues.waiting.filter((waiting) => !isOurs(waiting))) {
    queues.waiting.splice(queues.waiting.indexOf(one), 1);
  }
}

export function isOurs({ body }: WaitingMessage): boolean {
  return !NOT_OURS.has(kindOf({ body }));
}

const NOT_OURS = new Set(['search.index', 'channel.refresh', 'alerts.evaluate']);
/** Jobs that may meet a mistake of ours: what they have done by then is nothing. */
const LAST_TRIES = new Set(['message.send', 'event.incoming', 'media.fetch']);
/** More faults than a lane has tries. */
const MANY = 50;

const kindOf = ({ body }: Pick<WaitingMessage, 'body'>) => (body as { kind?: string }).kind ?? '';

const isWakeup = (one: WaitingMessage) => kindOf(one) === 'message.send';

/** What the messages of one batch begin. */
function worksOf(queue: string, [first, ...rest]: readonly WaitingMessage[]): [Work, ...Work[]] {
  const workOf = (one: WaitingMessage | undefined): Work => {
    if (queue === 'webhooks' || queue === 'statuses') return queue;
    const kind = one === undefined ? '' : kindOf(one);
    return isWork(kind) ? kind : 'message.send';
  };
  return [workOf(first), ...rest.map(workOf)];
}

const isWork = (kind: string): kind is Work => Object.hasOwn(POINTS_OF, kind);
