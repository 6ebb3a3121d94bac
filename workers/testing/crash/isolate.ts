import { createContext, type Context } from '../../context.ts';
import type { CrashPoint } from '../../platform/crash-points.ts';
import { createLog } from '../../platform/log.ts';
import { NO_METRICS } from '../../platform/metrics/port.ts';
import { createGuardedOpen } from '../../platform/security/guarded-open.ts';
import { createGuardedFetch } from '../../platform/security/guarded-fetch.ts';
import type { TestQueues } from '../queues.ts';
import { recordStatements } from '../record-statements.ts';
import type { Provider } from './provider.ts';
import type { Randomness } from './randomness.ts';

export const QUEUE_NAMES = [
  'webhooks',
  'statuses',
  'messages-urgent',
  'messages',
  'campaigns',
  'jobs',
  'ai',
  'media',
  'outgoing',
] as const;

/** Where a mistake of ours shows: before anything is done that is counted. */
const MISTAKES: ReadonlySet<CrashPoint> = new Set(['send.read', 'event.kept', 'media.read']);

/** All that isolates share, and what is wrong with it. */
export interface World {
  env: Env;
  clock: { now: number };
  queues: TestQueues;
  provider: Provider;
  random: Randomness;
  /** How often work ended at each point. */
  crashes: Map<CrashPoint, number>;
  /** While set, no database answers. */
  isDatabaseDown: boolean;
  areFaultsOn: boolean;
  /** While set, some jobs meet a mistake of ours at their last try. */
  areJobsMistaken: boolean;
  faults: Faults;
}

/** How often each fault happened. */
export interface Faults {
  outages: number;
  /** Batches that were committed and seemed to fail. */
  lostAnswers: number;
  /** Databases that went away while the provider was called. */
  lostDatabases: number;
  /** Times that handlers of one message were all held at the same point. */
  barriersMet: number;
  /** Queue messages that were delivered once more. */
  copies: number;
  /** Jobs that met a mistake of ours at their last try. */
  mistakes: number;
}

/** Handlers that wait for each other at one point, so that they are all at it at the same time. */
export interface Barrier {
  point: CrashPoint;
  meet(): Promise<void>;
  /** One of them will not come any more. */
  leave(): void;
}

export function createBarrier(point: CrashPoint, size: number, onMet: () => void): Barrier {
  let expected = size;
  let waiting = 0;
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => (open = resolve));
  const look = () => {
    if (waiting < expected) return;
    if (waiting > 1) onMet();
    open();
  };
  return {
    point,
    meet() {
      waiting++;
      look();
      return isOpen;
    },
    leave() {
      expected--;
      look();
    },
  };
}

/** One isolate with its own way to everything: when it dies, nothing of it goes on, and nobody is told. */
export interface Isolate {
  env: Env;
  contextOf: typeof createContext;
  context(): Context;
  /** Runs work until it ends or the isolate dies. */
  run<T>(work: Promise<T>): Promise<T | 'died'>;
}

export function createIsolate(
  world: World,
  armed: CrashPoint | null,
  barrier: Barrier | null = null,
  isMistaken = false,
): Isolate {
  const { clock, random, provider, queues } = world;
  const self = { isDead: false, isCut: false, isTroubled: false };
  const never = new Promise<never>(() => {});
  let die = () => {};
  const death = new Promise<'died'>((resolve) => (die = () => resolve('died')));
  const alive = () => (self.isDead ? never : Promise.resolve());
  let hasMet = false;

  const database = (real: D1Database): D1Database => {
    const recorded = recordStatements(real);
    recorded.beforeBatch = async () => {
      await alive();
      if (!world.isDatabaseDown && !self.isCut) return;
      self.isTroubled = true;
      throw new Error('D1_ERROR: overloaded');
    };
    recorded.afterCommit = () => {
      if (!world.areFaultsOn || !random.chance(0.01)) return;
      world.faults.lostAnswers++;
      self.isTroubled = true;
      throw new Error('D1_ERROR: Network connection lost.');
    };
    return recorded.db;
  };
  const queue = (name: string): Queue => {
    const real = queues.bind(name);
    return {
      ...real,
      send: async (body, options) => {
        await alive();
        return real.send(body, options);
      },
      sendBatch: async (messages, options) => {
        await alive();
        return real.sendBatch(messages, options);
      },
    };
  };
  const bucket = (real: R2Bucket): R2Bucket =>
    new Proxy(real, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        // Sound: all that is called of a bucket here answers later.
        return async (...given: unknown[]) => {
          await alive();
          return Reflect.apply(value, target, given) as Promise<unknown>;
        };
      },
    });
  const always = { limit: () => Promise.resolve({ success: true }) };
  const env: Env = {
    ...world.env,
    DIRECTORY: database(world.env.DIRECTORY),
    TENANT: database(world.env.TENANT),
    ARCHIVE: bucket(world.env.ARCHIVE),
    MEDIA: bucket(world.env.MEDIA),
    WEBHOOKS: queue('webhooks'),
    STATUSES: queue('statuses'),
    MESSAGES_URGENT: queue('messages-urgent'),
    MESSAGES: queue('messages'),
    CAMPAIGNS: queue('campaigns'),
    JOBS: queue('jobs'),
    AI_TURNS: queue('ai'),
    MEDIA_FILES: queue('media'),
    OUTGOING: queue('outgoing'),
    LOGIN_LIMIT: always,
    LOGIN_ADDRESS_LIMIT: always,
    EVENT_LIMIT: always,
  };
  const nowMs = () => clock.now;
  const call: typeof globalThis.fetch = async (input, init) => {
    await alive();
    // The database may be gone when the answer comes.
    if (armed === 'send.answer_kept' || (world.areFaultsOn && random.chance(0.06))) {
      world.faults.lostDatabases++;
      self.isCut = true;
    }
    return provider.answer(new Request(input, init), self);
  };
  const overrides = {
    clock: { nowMs },
    log: createLog({ write: () => {}, nowMs, format: 'json' }),
    fetch: createGuardedFetch({ isLocal: true, fetch: call }),
    open: createGuardedOpen({ isLocal: true, fetch: call }),
    metrics: NO_METRICS,
    crashPoint: async (point: CrashPoint): Promise<void> => {
      await alive();
      if (point === armed) {
        self.isDead = true;
        self.isTroubled = true;
        world.crashes.set(point, (world.crashes.get(point) ?? 0) + 1);
        die();
        await never;
      }
      if (isMistaken && MISTAKES.has(point)) throw new Error('a mistake in the code');
      if (point !== barrier?.point || hasMet) return;
      hasMet = true;
      await barrier.meet();
    },
  };
  const contextOf: typeof createContext = (bound, execution) => createContext(bound, execution, overrides);
  return {
    env,
    contextOf,
    context: () => contextOf(env, { waitUntil: () => {} }),
    async run(work) {
      try {
        return await Promise.race([work, death]);
      } finally {
        if (!hasMet) barrier?.leave();
      }
    },
  };
}
