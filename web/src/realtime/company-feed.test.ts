import { describe, expect, it } from 'vitest';
import { EVENTS_FORGOTTEN, type Change, type CompanyEvent } from '../../../workers/contracts/api/events.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { createCompanyFeed, type ChangesFrame } from './company-feed.ts';
import type { SocketHandlers } from './lasting-socket.ts';
import { createManualClock, settle } from './manual-clock.ts';

const CONTACT = `ct_${'0'.repeat(25)}`;
const event = (seq: number): CompanyEvent => ({
  seq,
  atMs: seq,
  changes: [{ entity: 'contact', id: `${CONTACT}${seq % 10}` }],
});

const forgotten = new ApiProblem({
  status: 410,
  code: EVENTS_FORGOTTEN,
  title: 'Kept no longer',
  detail: '',
});

const setUp = () => {
  const time = createManualClock();
  const log: CompanyEvent[] = [];
  const asked: number[] = [];
  const frames: number[] = [];
  const missed: Change[][] = [];
  let lost = 0;
  let isLogDown = false;
  let areRowsDown = false;
  let pagesUntilBreak = Infinity;
  let handlers: SocketHandlers | null = null;
  const feed = createCompanyFeed({
    requestUrl: async () => '/socket',
    connect: (_, given) => {
      handlers = given;
      return { send: () => {}, close: () => {} };
    },
    listEvents: async (after) => {
      if (after < Number.MAX_SAFE_INTEGER) asked.push(after);
      pagesUntilBreak -= 1;
      if (isLogDown || pagesUntilBreak < 0) throw new Error('no answer');
      if (after + 1 < (log[0]?.seq ?? 0)) throw forgotten;
      const rest = log.filter(({ seq }) => seq > after);
      const items = rest.slice(0, 100);
      return {
        items,
        nextCursor: rest.length > items.length ? String(items.at(-1)?.seq) : null,
        lastSeq: log.at(-1)?.seq ?? 0,
      };
    },
    clock: time.clock,
    random: () => 0,
    onChanges: (frame: ChangesFrame) => frames.push(frame.seq),
    onMissed: async (changes) => {
      if (areRowsDown) throw new Error('no answer');
      missed.push([...changes]);
    },
    onLost: () => {
      lost += 1;
    },
    onSignedOut: () => {},
  });
  const say = (frame: unknown) => handlers?.onText(JSON.stringify(frame));
  return {
    ...time,
    log,
    asked,
    frames,
    missed,
    lost: () => lost,
    breakRows: (isBroken: boolean) => {
      areRowsDown = isBroken;
    },
    breakLogAfter: (pages: number) => {
      pagesUntilBreak = pages;
    },
    breakLog: (isBroken: boolean) => {
      isLogDown = isBroken;
    },
    start: async (lastSeq: number) => {
      for (let seq = 1; seq <= lastSeq; seq += 1) log.push(event(seq));
      void feed.start();
      await settle();
      handlers?.onOpen();
      say({ type: 'hello', lastSeq });
      await settle();
      asked.length = 0;
    },
    startBefore: async (loading: () => void) => {
      void feed.start().then(loading);
      await settle();
    },
    greet: async (lastSeq: number) => {
      handlers?.onOpen();
      say({ type: 'hello', lastSeq });
      await settle();
    },
    reconnect: async (lastSeq: number) => {
      handlers?.onClose(1006);
      await time.pass(1);
      handlers?.onOpen();
      say({ type: 'hello', lastSeq });
      await settle();
    },
    commit: (seq: number) => say({ type: 'changes', seq, conversations: [], messages: [], contacts: [] }),
    say,
  };
};

describe('the company’s changes', () => {
  it('come through at once while there is no gap, without asking for the log', async () => {
    const world = setUp();
    await world.start(4);
    world.commit(5);
    world.commit(6);
    await world.pass(5_000);
    expect(world.frames).toEqual([5, 6]);
    expect(world.asked).toEqual([]);
  });

  it('may overtake each other a little without anything being fetched', async () => {
    const world = setUp();
    await world.start(4);
    world.commit(6);
    await world.pass(200);
    world.commit(5);
    await world.pass(5_000);
    expect(world.asked).toEqual([]);
  });

  it('are read from the log when one does not arrive', async () => {
    const world = setUp();
    await world.start(4);
    world.log.push(event(5), event(6));
    world.commit(6);
    await world.pass(301);
    expect(world.asked).toEqual([4]);
    expect(world.missed).toEqual([[...event(5).changes, ...event(6).changes]]);
    world.commit(7);
    await world.pass(5_000);
    expect(world.asked).toEqual([4]);
  });

  it('are read from the log after a break, page after page', async () => {
    const world = setUp();
    await world.start(10);
    for (let seq = 11; seq <= 260; seq += 1) world.log.push(event(seq));
    await world.reconnect(260);
    expect(world.asked).toEqual([10, 110, 210]);
    expect(world.missed[0]).toHaveLength(250);
  });

  it('are asked for after every break, and nothing is loaded when nothing happened', async () => {
    const world = setUp();
    await world.start(10);
    await world.reconnect(10);
    expect(world.asked).toEqual([10]);
    expect(world.missed).toEqual([]);
  });

  it('that happen before the first socket is open are not lost, whatever its greeting says', async () => {
    const world = setUp();
    world.log.push(event(1));
    let loaded = 0;
    await world.startBefore(() => {
      loaded += 1;
    });
    expect(loaded).toBe(1);
    world.log.push(event(2), event(3));
    await world.greet(2);
    expect(world.missed).toEqual([[...event(2).changes, ...event(3).changes]]);
  });

  it('make everything load again where the log did not answer at the start', async () => {
    const world = setUp();
    world.breakLog(true);
    await world.startBefore(() => undefined);
    world.breakLog(false);
    await world.greet(7);
    expect(world.lost()).toBe(1);
    world.log.push(event(8));
    world.commit(8);
    await world.pass(5_000);
    expect(world.asked).toEqual([]);
  });

  it('are read again when the log breaks off between two pages', async () => {
    const world = setUp();
    await world.start(10);
    for (let seq = 11; seq <= 260; seq += 1) world.log.push(event(seq));
    world.breakLogAfter(2);
    await world.reconnect(260);
    world.breakLogAfter(Infinity);
    await world.pass(3_000);
    expect(world.missed.flat()).toHaveLength(250);
  });

  it('are read again when what changed could not be fetched', async () => {
    const world = setUp();
    await world.start(10);
    world.log.push(event(11));
    world.breakRows(true);
    await world.reconnect(11);
    world.breakRows(false);
    await world.pass(3_000);
    expect(world.missed).toEqual([event(11).changes]);
    world.log.push(event(12));
    world.commit(12);
    await world.pass(5_000);
    expect(world.asked).toEqual([10, 10]);
  });

  it('are read once more when the socket opens anew while the log is being read', async () => {
    const world = setUp();
    await world.start(10);
    world.log.push(event(11));
    world.commit(12);
    world.log.push(event(12));
    await world.pass(300);
    await world.reconnect(12);
    expect(world.asked.length).toBeGreaterThanOrEqual(2);
  });

  it('make the whole screen load again when too much was missed', async () => {
    const world = setUp();
    await world.start(0);
    for (let seq = 1; seq <= 1_500; seq += 1) world.log.push(event(seq));
    await world.reconnect(1_500);
    expect(world.lost()).toBe(1);
    world.commit(1_501);
    await world.pass(5_000);
    expect(world.asked).toHaveLength(10);
  });

  it('make the whole screen load again when what was missed is kept no more, and go on from there', async () => {
    const world = setUp();
    await world.start(4);
    world.log.splice(0, 4);
    for (let seq = 90; seq <= 95; seq += 1) world.log.push(event(seq));
    await world.reconnect(95);
    expect([world.lost(), world.missed]).toEqual([1, []]);
    world.log.push(event(96), event(97));
    world.commit(97);
    await world.pass(301);
    expect(world.asked).toEqual([4, 95]);
    expect(world.missed).toEqual([[...event(96).changes, ...event(97).changes]]);
  });

  it('are asked for again when the log does not answer', async () => {
    const world = setUp();
    await world.start(4);
    world.log.push(event(5), event(6));
    world.breakLog(true);
    world.commit(6);
    await world.pass(301);
    world.breakLog(false);
    await world.pass(3_000);
    expect(world.asked).toEqual([4, 4]);
    expect(world.missed).toHaveLength(1);
  });

  it('survive a frame that cannot be understood: the log fills its place', async () => {
    const world = setUp();
    await world.start(4);
    world.log.push(event(5), event(6));
    world.say({ type: 'changes', seq: 5, conversations: 'nonsense' });
    world.say('nonsense');
    world.commit(6);
    await world.pass(301);
    expect(world.missed).toHaveLength(1);
  });
});
