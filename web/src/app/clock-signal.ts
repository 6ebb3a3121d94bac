import { signal } from '@preact/signals';

const TICK_MS = 10_000;

/** The time, for everything on screen that depends on it. Moves every ten seconds and when the page comes back. */
export const createClockSignal = () => {
  const nowMs = signal(Date.now());
  const tick = () => {
    nowMs.value = Date.now();
  };
  const timer = setInterval(tick, TICK_MS);
  document.addEventListener('visibilitychange', tick);
  return {
    nowMs,
    stop: () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    },
  };
};
