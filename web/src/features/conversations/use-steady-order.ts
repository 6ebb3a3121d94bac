import { useEffect, useRef, useState } from 'preact/hooks';

/** A pointer that moved this recently is about to press something. */
const AIMING_MS = 1_200;

/**
 * The order of the list, held still while a pointer is moving over it: a row never slips away from under a click.
 * `reset` applies the new order at once, as when the person changes the filter.
 */
export const useSteadyOrder = (current: readonly string[], reset: unknown) => {
  const [, redraw] = useState(0);
  const shown = useRef(current);
  const lastReset = useRef(reset);
  const movedAtMs = useRef(0);

  const isAiming = performance.now() - movedAtMs.current < AIMING_MS;
  if (!isAiming || lastReset.current !== reset || shown.current.length === 0) shown.current = current;
  lastReset.current = reset;

  const isHeld = shown.current !== current;
  useEffect(() => {
    if (!isHeld) return undefined;
    const timer = setTimeout(() => redraw((turn) => turn + 1), AIMING_MS);
    return () => clearTimeout(timer);
  });

  return {
    ids: shown.current,
    onPointerMove: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') movedAtMs.current = performance.now();
    },
    onPointerLeave: () => {
      movedAtMs.current = 0;
      redraw((turn) => turn + 1);
    },
  };
};
