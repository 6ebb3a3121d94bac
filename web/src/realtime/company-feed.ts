import * as z from 'zod/mini';
import type { Change, CompanyEventList } from '../../../workers/contracts/api/events.ts';
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
  /** Commits that this client missed: ids only, the rows must be fetched. */
  onMissed: (changes: readonly Change[]) => void;
  /** So much was missed that everything on screen should be loaded again. */
  onLost: () => void;
}

/** Frames may overtake each other by a little; only then is a gap a gap. */
const REORDER_MS = 300;
const RETRY_MS = 3_000;
/** Beyond this many pages of the log, loading the screen again is cheaper than replaying it. */
const MAX_LOG_PAGES = 10;

export type CompanyFeed = ReturnType<typeof createCompanyFeed>;

/** The company's changes without a gap: by socket, and from the log whatever the socket missed. */
export const createCompanyFeed = (deps: CompanyFeedDeps) => {
  let sequence = emptySequence;
  let cancelCheck = nothingToCancel;
  let isCatchingUp = false;
  let isClosed = false;

  const checkIn = (delayMs: number) => {
    cancelCheck();
    cancelCheck = deps.clock.after(delayMs, () => {
      if (hasGap(sequence)) void catchUp();
    });
  };

  const catchUp = async () => {
    if (isCatchingUp || isClosed) return;
    isCatchingUp = true;
    cancelCheck();
    try {
      const missed: Change[] = [];
      for (let page = 0; ; page += 1) {
        const { items, nextCursor, lastSeq } = await deps.listEvents(sequence.applied ?? 0);
        if (isClosed) return;
        for (const event of items) missed.push(...event.changes);
        const last = items.at(-1)?.seq;
        if (nextCursor === null || last === undefined) {
          sequence = caughtUpTo(sequence, Math.max(last ?? 0, nextCursor === null ? lastSeq : 0));
          deps.onMissed(missed);
          break;
        }
        sequence = caughtUpTo(sequence, last);
        if (page + 1 >= MAX_LOG_PAGES) {
          sequence = caughtUpTo(sequence, lastSeq);
          deps.onLost();
          break;
        }
      }
      if (hasGap(sequence)) checkIn(REORDER_MS);
    } catch {
      cancelCheck = deps.clock.after(RETRY_MS, () => void catchUp());
    } finally {
      isCatchingUp = false;
    }
  };

  const onFrame = (frame: CompanyFrame) => {
    if (frame.type === 'hello') {
      if (sequence.applied === null) sequence = caughtUpTo(sequence, frame.lastSeq);
      else if (frame.lastSeq > sequence.applied) void catchUp();
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
    onText: (text) => {
      const frame = parseFrame(text, (json) => z.safeParse(companyFrame, json));
      if (frame !== null) onFrame(frame);
    },
  });

  return {
    state: socket.state,
    hasBeenLive: socket.hasBeenLive,
    open: socket.open,
    wake: socket.wake,
    close: () => {
      isClosed = true;
      cancelCheck();
      socket.close();
    },
  };
};
