import type { Clock } from './clock.ts';

export type ManualClock = Clock & {
  /** Moves time forward; due tasks run in order of their time, each followed by the promises it started. */
  advance(durationMs: number): Promise<void>;
};

type Task = { dueAtMs: number; order: number; run: () => void };

/** A clock that only moves when told: tests and time-lapse runs decide what "later" means. */
export function createManualClock(startAtMs: number): ManualClock {
  let now = startAtMs;
  let order = 0;
  let tasks: Task[] = [];

  const nextDue = (untilMs: number): Task | undefined =>
    tasks
      .filter((task) => task.dueAtMs <= untilMs)
      .toSorted((a, b) => a.dueAtMs - b.dueAtMs || a.order - b.order)[0];

  return {
    nowMs: () => now,
    after(delayMs, run) {
      const task = { dueAtMs: now + delayMs, order: order++, run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    async advance(durationMs) {
      const untilMs = now + durationMs;
      await settlePromises();
      for (let task = nextDue(untilMs); task; task = nextDue(untilMs)) {
        const due = task;
        tasks = tasks.filter((other) => other !== due);
        now = Math.max(now, due.dueAtMs);
        due.run();
        await settlePromises();
      }
      now = untilMs;
    },
  };
}

/** Lets promise chains and WebCrypto or body-reading callbacks finish; takes no simulated time. */
export async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}
