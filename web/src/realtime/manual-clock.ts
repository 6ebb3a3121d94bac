import type { Clock } from './clock.ts';

/** A clock for tests: time passes only when told to. */
export const createManualClock = (startMs = 1_000_000) => {
  let nowMs = startMs;
  let timers: { atMs: number; run: () => void }[] = [];
  const clock: Clock = {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  /** Lets the time pass, running what falls due in order, and lets promises settle after each. */
  const pass = async (ms: number) => {
    const untilMs = nowMs + ms;
    await settle();
    for (;;) {
      const due = timers.filter((timer) => timer.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      timers = timers.filter((timer) => timer !== due);
      nowMs = Math.max(nowMs, due.atMs);
      due.run();
      await settle();
    }
    nowMs = untilMs;
  };
  return { clock, pass, pending: () => timers.length };
};

/** Lets promises that are already decided run their continuations. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
