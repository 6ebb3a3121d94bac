import { useEffect } from 'preact/hooks';

/** Looks at once, and again and again while the page is seen; at once too when it is seen again. */
export const useLookAgain = (look: () => unknown, everyMs: number, of: readonly unknown[] = []) => {
  useEffect(() => {
    look();
    const again = () => {
      if (document.visibilityState === 'visible') look();
    };
    const timer = setInterval(again, everyMs);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, of);
};
