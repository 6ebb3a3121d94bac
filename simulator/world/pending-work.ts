import type { Happenings } from './happenings.ts';

export type PendingWork = ReturnType<typeof createPendingWork>;

/** Counts what is still to happen by itself, so that a caller can wait until the world is quiet. */
export function createPendingWork(happenings: Happenings) {
  let open = 0;
  return {
    isIdle: () => open === 0,
    /** Announces work; the returned function says that it is done (once). */
    begin(): () => void {
      open++;
      let isDone = false;
      return () => {
        if (isDone) return;
        isDone = true;
        open--;
        if (open === 0) happenings.publish({ kind: 'work.finished' });
      };
    },
  };
}
