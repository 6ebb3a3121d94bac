import { computed, signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { loadUntil } from './load-until.ts';

const SIZE = 3;
const idOf = (n: number) => `msg_${String(n).padStart(4, '0')}`;
// The thread's store looks at ids only where this test does.
const messageOf = (n: number) => ({ id: idOf(n) }) as Message;

/** A thread of `count` messages, of which the newest page is loaded. */
const createThread = (count: number) => {
  const oldest = signal(Math.max(0, count - SIZE));
  let loads = 0;
  const messages = signal<readonly Message[]>([]);
  const show = () => {
    messages.value = Array.from({ length: count - oldest.value }, (_, n) => messageOf(oldest.value + n));
  };
  show();
  return {
    messages,
    phase: signal<'loading' | 'ready' | 'failed'>('ready'),
    hasOlder: computed(() => oldest.value > 0),
    isLoadingOlder: signal(false),
    loadOlder: () => {
      loads += 1;
      oldest.value = Math.max(0, oldest.value - SIZE);
      show();
      return Promise.resolve();
    },
    loads: () => loads,
  };
};
const running = () => new AbortController().signal;

describe('going back to a message', () => {
  it('loads nothing when it is there, and as many pages as it needs when not', async () => {
    const thread = createThread(20);
    expect(await loadUntil(thread, idOf(18), running())).toBe(true);
    expect(thread.loads()).toBe(0);
    expect(await loadUntil(thread, idOf(10), running())).toBe(true);
    expect(thread.loads()).toBe(3);
  });

  it('waits for a thread that is still loading', async () => {
    const thread = createThread(5);
    thread.phase.value = 'loading';
    const reached = loadUntil(thread, idOf(0), running());
    thread.phase.value = 'ready';
    expect(await reached).toBe(true);
  });

  it('gives up at the beginning, where the message would be, far back, and when it fails', async () => {
    expect(await loadUntil(createThread(5), 'msg_', running())).toBe(false);
    expect(await loadUntil(createThread(20), `${idOf(18)}x`, running())).toBe(false);
    const long = createThread(1_000);
    expect(await loadUntil(long, idOf(1), running())).toBe(false);
    expect(long.loads()).toBe(20);
    const failing = { ...createThread(20), loadOlder: () => Promise.resolve() };
    expect(await loadUntil(failing, idOf(1), running())).toBe(false);
  });

  it('stops when the person went elsewhere', async () => {
    const thread = createThread(20);
    thread.phase.value = 'loading';
    const gone = new AbortController();
    const reached = loadUntil(thread, idOf(1), gone.signal);
    gone.abort();
    expect(await reached).toBe(false);
    expect(thread.loads()).toBe(0);
  });
});
