import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { nothingToCancel, type Clock } from '../../realtime/clock.ts';
import { compareMessages } from './thread.rules.ts';

interface MessagePage {
  items: Message[];
  nextCursor: string | null;
}

interface CatchUpDeps {
  fetchPage: (cursor: string | undefined) => Promise<MessagePage>;
  /** What is loaded, the oldest first, without a hole. */
  known: () => readonly Message[];
  /** Whether somebody looks at the thread; nothing is fetched for one that is not on screen. */
  isWatched: () => boolean;
  onCaughtUp: (messages: readonly Message[]) => void;
  /** So much is new that the thread begins again from these, its newest; older ones than these follow `cursor`. */
  onStartAgain: (newest: readonly Message[], cursor: string | null) => void;
  clock: Clock;
}

interface Awaited {
  /** Infinity where only a fetch can tell. */
  version: number;
  dueAtMs: number;
}

/** The conversation's socket normally tells first; only what it has not told by then is fetched. */
const TRUST_SOCKET_MS = 400;
const RETRY_MS = 3_000;
/** Beyond this many missed pages the thread starts again from its end. */
const MAX_PAGES = 6;
/** More announcements than this are not kept apart. */
const MAX_AWAITED = 1_000;

/**
 * Sees to it that every change that was announced reaches a thread: what its own socket does not bring is fetched,
 * however far up it is, as long as it is loaded.
 */
export const createCatchUp = (deps: CatchUpDeps) => {
  const { clock } = deps;
  const awaited = new Map<string, Awaited>();
  let mustStartAgain = false;
  let isRunning = false;
  let mustRunAgain = false;
  let cancelTimer = nothingToCancel;
  let isTimerSet = false;

  const runIn = (delayMs: number, work: () => void) => {
    if (isTimerSet) return;
    isTimerSet = true;
    cancelTimer = clock.after(delayMs, () => {
      isTimerSet = false;
      work();
    });
  };
  const rest = () => {
    cancelTimer();
    isTimerSet = false;
  };

  const forgetWhatCame = () => {
    const versions = new Map(deps.known().map((message) => [message.id, message.version]));
    for (const [id, { version }] of awaited) if ((versions.get(id) ?? -1) >= version) awaited.delete(id);
  };

  const check = () => {
    if (!deps.isWatched()) return;
    forgetWhatCame();
    if (awaited.size === 0) return;
    const dueInMs = Math.min(...[...awaited.values()].map((one) => one.dueAtMs)) - clock.nowMs();
    if (dueInMs > 0) runIn(dueInMs, check);
    else void run();
  };

  const announce = (ids: Iterable<readonly [id: string, version: number]>, dueAtMs: number) => {
    for (const [id, version] of ids) {
      const before = awaited.get(id);
      awaited.set(id, {
        version: Math.max(version, before?.version ?? 0),
        dueAtMs: Math.min(dueAtMs, before?.dueAtMs ?? dueAtMs),
      });
    }
    if (awaited.size <= MAX_AWAITED) return;
    awaited.clear();
    mustStartAgain = true;
  };

  /** Everything announced so far; what is announced again meanwhile stays awaited. */
  const beginFetch = () => {
    const before = new Map(awaited);
    return {
      ids: new Set(before.keys()),
      done: () => {
        for (const [id, one] of before) if (awaited.get(id) === one) awaited.delete(id);
      },
    };
  };

  const fetchAll = async () => {
    const fetch = beginFetch();
    const startsAgain = mustStartAgain;
    const known = new Set(deps.known().map((message) => message.id));
    const oldest = deps.known()[0];
    const missing = fetch.ids;
    const missed: Message[] = [];
    let from: string | undefined;
    for (let page = 1; ; page += 1) {
      const { items, nextCursor } = await deps.fetchPage(from);
      missed.push(...items);
      for (const message of items) missing.delete(message.id);
      const last = items.at(-1);
      const coversAll = last !== undefined && oldest !== undefined && compareMessages(last, oldest) <= 0;
      const touches = items.some((message) => known.has(message.id));
      if (startsAgain || (page === MAX_PAGES && nextCursor !== null && !coversAll)) {
        mustStartAgain = false;
        deps.onStartAgain(missed, nextCursor);
        break;
      }
      if (nextCursor === null || coversAll || (touches && missing.size === 0)) {
        deps.onCaughtUp(missed);
        break;
      }
      from = nextCursor;
    }
    fetch.done();
  };

  const run = async () => {
    if (isRunning) {
      mustRunAgain = true;
      return;
    }
    isRunning = true;
    rest();
    try {
      await fetchAll();
      check();
    } catch {
      runIn(RETRY_MS, () => {
        if (deps.isWatched()) void run();
      });
    } finally {
      isRunning = false;
      if (mustRunAgain) {
        mustRunAgain = false;
        void run();
      }
    }
  };

  return {
    /** These changes happened; the thread's own socket is about to bring them. */
    expect: (changed: readonly { id: string; version: number }[]) => {
      const dueAtMs = clock.nowMs() + TRUST_SOCKET_MS;
      announce(
        changed.map(({ id, version }) => [id, version] as const),
        dueAtMs,
      );
      check();
    },
    /** These changed while nobody told. */
    missed: (ids: readonly string[]) => {
      announce(
        ids.map((id) => [id, Infinity] as const),
        clock.nowMs(),
      );
      check();
    },
    /** Nobody knows what changed. */
    lost: () => {
      mustStartAgain = true;
      if (deps.isWatched()) void run();
    },
    /** Fetches now: what is new, and what was announced and has not come. */
    run,
    check,
    beginFetch,
    rest,
  };
};
