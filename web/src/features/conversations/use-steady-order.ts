import { useEffect, useRef, useState } from 'preact/hooks';
import { AIMING_MS, isAiming } from './aiming.rules.ts';

/**
 * The order of the list, held still while a pointer is moving over it: a row never slips away from under a click.
 * `reset` applies the new order at once, as when the person changes the filter.
 */
export const useSteadyOrder = (current: readonly string[], reset: unknown) => {
  const [, redraw] = useState(0);
  const shown = useRef(current);
  const lastReset = useRef(reset);
  const movedAtMs = useRef<number | null>(null);

  const mayChange = !isAiming(performance.now(), movedAtMs.current);
  if (mayChange || lastReset.current !== reset || shown.current.length === 0) shown.current = current;
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
      movedAtMs.current = null;
      redraw((turn) => turn + 1);
    },
  };
};
