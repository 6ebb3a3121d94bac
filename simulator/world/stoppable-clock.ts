import type { Clock } from './clock.ts';

/** A clock whose open timers can be dropped all at once: after a stop nothing may touch the closed store. */
export function createStoppableClock(clock: Clock): Clock & { stop(): void } {
  const cancels = new Set<() => void>();
  let isStopped = false;
  return {
    nowMs: () => clock.nowMs(),
    after(delayMs, task) {
      if (isStopped) return () => {};
      const cancel = clock.after(delayMs, () => {
        cancels.delete(cancel);
        task();
      });
      cancels.add(cancel);
      return () => {
        cancels.delete(cancel);
        cancel();
      };
    },
    stop() {
      isStopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}
