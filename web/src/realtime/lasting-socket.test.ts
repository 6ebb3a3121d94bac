import { beforeEach, describe, expect, it } from 'vitest';
import { createLastingSocket, type SocketHandlers } from './lasting-socket.ts';
import { createManualClock, settle } from './manual-clock.ts';

const setUp = (random = 0.999) => {
  const time = createManualClock();
  const made: { url: string; handlers: SocketHandlers; sent: string[]; isClosed: boolean }[] = [];
  const received: string[] = [];
  let tickets = 0;
  let ticketsFail = false;
  let signedOut = 0;
  const socket = createLastingSocket({
    requestUrl: async () => {
      tickets += 1;
      if (ticketsFail) throw new Error('no answer');
      return `/socket?ticket=${tickets}`;
    },
    connect: (url, handlers) => {
      const one = { url, handlers, sent: [] as string[], isClosed: false };
      made.push(one);
      return {
        send: (text) => one.sent.push(text),
        close: () => {
          one.isClosed = true;
        },
      };
    },
    clock: time.clock,
    random: () => random,
    onText: (text) => received.push(text),
    onSignedOut: () => {
      signedOut += 1;
    },
  });
  const last = () => {
    const one = made.at(-1);
    if (one === undefined) throw new Error('no socket was opened');
    return one;
  };
  return {
    ...time,
    socket,
    made,
    received,
    last,
    signedOut: () => signedOut,
    failTickets: (fail: boolean) => {
      ticketsFail = fail;
    },
  };
};

describe('a socket that comes back', () => {
  let world: ReturnType<typeof setUp>;
  beforeEach(async () => {
    world = setUp();
    world.socket.open();
    await settle();
    world.last().handlers.onOpen();
  });

  it('hands on what it hears, and keeps the answers to its pings to itself', () => {
    world.last().handlers.onText('one');
    world.last().handlers.onText('pong');
    expect(world.received).toEqual(['one']);
    expect(world.socket.state.value).toBe('live');
  });

  it('says that it has read so far when it is asked, and keeps that to itself', () => {
    world.last().handlers.onText('one');
    world.last().handlers.onText('mark 0af3');
    expect(world.last().sent).toEqual(['read 0af3']);
    expect(world.received).toEqual(['one']);
  });

  it('opens again with a new ticket after it broke', async () => {
    world.last().handlers.onClose(1006);
    expect(world.socket.state.value).toBe('waiting');
    await world.pass(500);
    expect(world.made.map((one) => one.url)).toEqual(['/socket?ticket=1', '/socket?ticket=2']);
  });

  it('asks after 25 silent seconds, and gives up the connection when nobody answers', async () => {
    await world.pass(25_000);
    expect(world.last().sent).toEqual(['ping']);
    await world.pass(10_000);
    expect(world.made[0]?.isClosed).toBe(true);
    await world.pass(500);
    expect(world.made).toHaveLength(2);
  });

  it('stays as long as pings are answered', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await world.pass(25_000);
      world.last().handlers.onText('pong');
    }
    expect(world.made).toHaveLength(1);
    expect(world.last().sent).toHaveLength(5);
  });

  it('says that it reads also while it hears without end', async () => {
    for (let second = 0; second < 60; second += 1) {
      await world.pass(1_000);
      world.last().handlers.onText('more');
    }
    expect(world.last().sent).toEqual(['ping', 'ping']);
    expect(world.made).toHaveLength(1);
  });

  it('waits longer and longer while it fails, never more than ten seconds', async () => {
    world.failTickets(true);
    world.last().handlers.onClose(1006);
    await world.pass(10 * 60_000);
    world.failTickets(false);
    expect(world.made).toHaveLength(1);
    await world.pass(10_000);
    expect(world.made).toHaveLength(2);
  });

  it('is back within two seconds however often it breaks, as long as it can be opened', async () => {
    for (let turn = 1; turn <= 12; turn += 1) {
      await world.pass(5_000);
      world.last().handlers.onClose(1006);
      await world.pass(2_000);
      expect(world.made).toHaveLength(turn + 1);
      world.last().handlers.onOpen();
    }
  });

  it('tries at once when something else reached the server, and is not hurried otherwise', async () => {
    world.failTickets(true);
    world.last().handlers.onClose(1006);
    await world.pass(5 * 60_000);
    world.failTickets(false);
    world.socket.nudge();
    await settle();
    expect(world.made).toHaveLength(2);
    world.socket.nudge();
    world.last().handlers.onOpen();
    world.socket.nudge();
    await settle();
    expect(world.made).toHaveLength(2);
    expect(world.last().sent).toEqual([]);
  });

  it('stays closed when the server says that the session was ended, and says so', async () => {
    world.last().handlers.onClose(4403);
    await world.pass(120_000);
    expect(world.made).toHaveLength(1);
    expect(world.signedOut()).toBe(1);
    expect(world.socket.state.value).toBe('closed');
    expect(world.pending()).toBe(0);
  });

  it('tries at once when the network or the person comes back', async () => {
    world.failTickets(true);
    world.last().handlers.onClose(1006);
    await world.pass(5 * 60_000);
    world.failTickets(false);
    world.socket.wake();
    await settle();
    expect(world.made).toHaveLength(2);
  });

  it('does not trust a connection that looks open after sleep', async () => {
    world.socket.wake();
    expect(world.last().sent).toEqual(['ping']);
    await world.pass(10_000 + 500);
    expect(world.made).toHaveLength(2);
  });

  it('ignores what an earlier connection still says', async () => {
    const first = world.last().handlers;
    first.onClose(1006);
    await world.pass(500);
    world.last().handlers.onOpen();
    first.onText('late');
    first.onClose(1006);
    expect(world.received).toEqual([]);
    expect(world.socket.state.value).toBe('live');
  });

  it('ends for good when closed', async () => {
    world.socket.close();
    await world.pass(120_000);
    expect(world.made).toHaveLength(1);
    expect(world.last().isClosed).toBe(true);
    expect(world.pending()).toBe(0);
  });
});
