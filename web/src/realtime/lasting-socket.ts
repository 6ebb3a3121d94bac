import { signal } from '@preact/signals';
import {
  CLOSE_SIGNED_OUT,
  PING,
  PING_EVERY_MS,
  PONG,
  readText,
  wordOfMark,
} from '../../../workers/contracts/realtime.ts';
import { backoffMs } from './backoff.rules.ts';
import { nothingToCancel, type Clock } from './clock.ts';

export interface SocketHandlers {
  onOpen: () => void;
  onText: (text: string) => void;
  /** With the code that the other side gave, or the browser's own where it gave none. */
  onClose: (code: number) => void;
}
export interface OpenSocket {
  send: (text: string) => void;
  close: () => void;
}
export type ConnectSocket = (url: string, handlers: SocketHandlers) => OpenSocket;

/** `waiting` is between two attempts. */
export type SocketState = 'connecting' | 'live' | 'waiting' | 'closed';

interface LastingSocketDeps {
  /** A fresh address with a single-use ticket. */
  requestUrl: () => Promise<string>;
  connect: ConnectSocket;
  clock: Clock;
  random: () => number;
  onOpen?: () => void;
  onText: (text: string) => void;
  /** The server closed it because the session was ended: it stays closed. */
  onSignedOut?: () => void;
}

const DEAD_AFTER_MS = 10_000;
const CONNECT_WITHIN_MS = 12_000;
/** A connection that held this long counts as good: the next failure starts from a short wait again. */
const STEADY_AFTER_MS = 10_000;
/** One that opened and did not hold shows that the server is there: the wait does not grow beyond this many doublings. */
const FLAPPING_FAILURES = 2;

/** A socket that comes back: it notices silence, waits with growing jitter, and takes a new ticket every time. */
export const createLastingSocket = (deps: LastingSocketDeps) => {
  const { clock } = deps;
  const state = signal<SocketState>('connecting');
  const hasBeenLive = signal(false);
  let socket: OpenSocket | null = null;
  let attempt = 0;
  let failures = 0;
  let cancelTimer = nothingToCancel;
  let cancelSteady = nothingToCancel;
  let pingedAtMs = 0;

  const later = (delayMs: number, run: () => void) => {
    cancelTimer();
    cancelTimer = clock.after(delayMs, run);
  };

  const drop = () => {
    attempt += 1;
    cancelTimer();
    cancelSteady();
    socket?.close();
    socket = null;
  };

  const retry = () => {
    drop();
    if (state.peek() === 'closed') return;
    state.value = 'waiting';
    const delayMs = backoffMs(failures, deps.random());
    failures += 1;
    later(delayMs, open);
  };

  const ping = () => {
    pingedAtMs = clock.nowMs();
    socket?.send(PING);
  };

  const keepAlive = () => {
    // Who hears much never falls silent: the other side learns all the same that it is read.
    if (clock.nowMs() - pingedAtMs >= PING_EVERY_MS) ping();
    later(PING_EVERY_MS, () => {
      ping();
      later(DEAD_AFTER_MS, retry);
    });
  };

  const connect = async (isMine: () => boolean) => {
    let url: string;
    try {
      url = await deps.requestUrl();
    } catch {
      if (isMine()) retry();
      return;
    }
    if (!isMine()) return;
    socket = deps.connect(url, {
      onOpen: () => {
        if (!isMine()) return;
        state.value = 'live';
        hasBeenLive.value = true;
        failures = Math.min(failures, FLAPPING_FAILURES);
        cancelSteady = clock.after(STEADY_AFTER_MS, () => {
          failures = 0;
        });
        pingedAtMs = clock.nowMs();
        keepAlive();
        deps.onOpen?.();
      },
      onText: (text) => {
        if (!isMine()) return;
        keepAlive();
        const mark = wordOfMark(text);
        if (mark !== null) socket?.send(readText(mark));
        else if (text !== PONG) deps.onText(text);
      },
      onClose: (code) => {
        if (!isMine()) return;
        socket = null;
        if (code !== CLOSE_SIGNED_OUT) {
          retry();
          return;
        }
        close();
        deps.onSignedOut?.();
      },
    });
  };

  const open = () => {
    drop();
    const mine = attempt;
    const isMine = () => mine === attempt && state.peek() !== 'closed';
    state.value = 'connecting';
    later(CONNECT_WITHIN_MS, () => isMine() && retry());
    void connect(isMine);
  };

  const close = () => {
    state.value = 'closed';
    drop();
  };

  return {
    state,
    hasBeenLive,
    open,
    /** Something else reached the server: there is nothing to wait for. */
    nudge: () => {
      if (state.peek() === 'waiting') open();
    },
    send: (text: string) => {
      if (state.peek() === 'live') socket?.send(text);
    },
    /** The network or the person came back: try at once, and make sure that a connection that looks open still lives. */
    wake: () => {
      if (state.peek() === 'closed' || state.peek() === 'connecting') return;
      failures = 0;
      if (state.peek() === 'waiting') {
        open();
        return;
      }
      ping();
      later(DEAD_AFTER_MS, retry);
    },
    close,
  };
};
