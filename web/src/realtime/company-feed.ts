import * as z from 'zod/mini';
import {
  EVENTS_FORGOTTEN,
  type Change,
  type CompanyEventList,
} from '../../../workers/contracts/api/events.ts';
import { asApiProblem } from '../api/api-problem.ts';
import { companyFrame, type CompanyFrame } from '../../../workers/contracts/realtime.ts';
import { nothingToCancel, type Clock } from './clock.ts';
import { createLastingSocket, type ConnectSocket } from './lasting-socket.ts';
import { parseFrame } from './parse-frame.ts';
import { caughtUpTo, emptySequence, hasGap, receive } from './sequence.rules.ts';

export type ChangesFrame = Extract<CompanyFrame, { type: 'changes' }>;

interface CompanyFeedDeps {
  requestUrl: () => Promise<string>;
  listEvents: (after: number) => Promise<CompanyEventList>;
  connect: ConnectSocket;
  clock: Clock;
  random: () => number;
  /** A commit, as it happened. May be repeated and out of order: rows carry versions. */
  onChanges: (frame: ChangesFrame) => void;
  /** Commits that this client missed: ids only, the rows must be fetched. Rejects when that must be tried again. */
  onMissed: (changes: readonly Change[]) => Promise<void>;
  /** So much was missed that everything on screen should be loaded again. */
  onLost: () => void;
  /** The server ended this session. */
  onSignedOut: () => void;
}

/** Frames may overtake each other by a little; only then is a gap a gap. */
const REORDER_MS = 300;
const RETRY_MS = 3_000;
/** Beyond this many pages of the log, loading the screen again is cheaper than replaying it. */
const MAX_LOG_PAGES = 10;

/** A number beyond every log: asking after it gives nothing but where the log stands. */
const BEYOND_EVERY_LOG = Number.MAX_SAFE_INTEGER;

/** The company's changes without a gap: by socket, and from the log whatever the socket missed. */
export const createCompanyFeed = (deps: CompanyFeedDeps) => {
  let sequence = emptySequence;
  let cancelCheck = nothingToCancel;
  let isCatchingUp = false;
  let mustCatchUpAgain = false;
  let isClosed = false;
  /** Things were loaded without knowing where the log stood. */
  let mayBeStale = false;

  const checkIn = (delayMs: number) => {
    cancelCheck();
    cancelCheck = deps.clock.after(delayMs, () => {
      if (hasGap(sequence)) void catchUp();
    });
  };

  /** Everything after what is applied; null when that is more than is worth replaying, or is kept no more. */
  const readLog = async (): Promise<{ changes: readonly Change[] | null; upTo: number }> => {
    try {
      return await readPages();
    } catch (thrown) {
      if (asApiProblem(thrown).code !== EVENTS_FORGOTTEN) throw thrown;
      const { lastSeq } = await deps.listEvents(BEYOND_EVERY_LOG);
      return { changes: null, upTo: lastSeq };
    }
  };
  const readPages = async (): Promise<{ changes: readonly Change[] | null; upTo: number }> => {
    const changes: Change[] = [];
    let after = sequence.applied ?? 0;
    for (let page = 1; ; page += 1) {
      const { items, nextCursor, lastSeq } = await deps.listEvents(after);
      for (const event of items) changes.push(...event.changes);
      after = items.at(-1)?.seq ?? after;
      if (nextCursor === null || items.length === 0) return { changes, upTo: Math.max(after, lastSeq) };
      if (page === MAX_LOG_PAGES) return { changes: null, upTo: lastSeq };
    }
  };

  /** What was missed counts as known only once it has been taken in: until then it is read again. */
  const catchUp = async () => {
    if (isClosed) return;
    if (isCatchingUp) {
      mustCatchUpAgain = true;
      return;
    }
    isCatchingUp = true;
    cancelCheck();
    try {
      const { changes, upTo } = await readLog();
      if (isClosed) return;
      if (changes === null) deps.onLost();
      else if (changes.length > 0) await deps.onMissed(changes);
      sequence = caughtUpTo(sequence, upTo);
      if (hasGap(sequence)) checkIn(REORDER_MS);
    } catch {
      cancelCheck();
      cancelCheck = deps.clock.after(RETRY_MS, () => void catchUp());
    } finally {
      isCatchingUp = false;
      if (mustCatchUpAgain) {
        mustCatchUpAgain = false;
        void catchUp();
      }
    }
  };

  const onFrame = (frame: CompanyFrame) => {
    if (frame.type === 'hello') {
      if (sequence.applied !== null) {
        // Whatever the greeting says: a commit between its writing and the socket's opening is in neither.
        void catchUp();
        return;
      }
      sequence = caughtUpTo(sequence, frame.lastSeq);
      if (mayBeStale) deps.onLost();
      return;
    }
    sequence = receive(sequence, frame.seq);
    deps.onChanges(frame);
    if (hasGap(sequence)) checkIn(REORDER_MS);
  };

  const socket = createLastingSocket({
    requestUrl: deps.requestUrl,
    connect: deps.connect,
    clock: deps.clock,
    random: deps.random,
    onSignedOut: deps.onSignedOut,
    onText: (text) => {
      const frame = parseFrame(text, (json) => z.safeParse(companyFrame, json));
      if (frame !== null) onFrame(frame);
    },
  });

  return {
    state: socket.state,
    hasBeenLive: socket.hasBeenLive,
    /**
     * Opens the socket, and notes where the log stands: whatever is loaded once this is done is kept current from
     * then on. Where the log does not answer, everything is loaded again as soon as the socket is open.
     */
    start: async (): Promise<void> => {
      socket.open();
      try {
        const { lastSeq } = await deps.listEvents(BEYOND_EVERY_LOG);
        if (sequence.applied === null) sequence = caughtUpTo(sequence, lastSeq);
      } catch {
        mayBeStale = true;
      }
    },
    wake: socket.wake,
    nudge: socket.nudge,
    close: () => {
      isClosed = true;
      cancelCheck();
      socket.close();
    },
  };
};
