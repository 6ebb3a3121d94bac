import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const ANSWERS_FROM_PX = 56;
const FARTHEST_PX = 78;
/** More sideways than down, or it is scrolling. */
const SIDEWAYS = 1.6;

/** A finger that draws a message to the right answers it. */
export const useSwipeToReply = (
  log: RefObject<HTMLElement | null>,
  onReply: (messageId: string) => void,
): void => {
  const latest = useRef(onReply);
  latest.current = onReply;
  useEffect(() => {
    const element = log.current;
    if (element === null) return undefined;
    let drawn: { line: HTMLElement; x: number; y: number; by: number } | null = null;

    const end = () => {
      if (drawn === null) return;
      const { line, by } = drawn;
      drawn = null;
      line.style.translate = '';
      const id = line.dataset['message'];
      if (by >= ANSWERS_FROM_PX && id !== undefined) latest.current(id);
    };
    const begin = (event: TouchEvent) => {
      const [touch] = event.touches;
      const target = event.target instanceof Element ? event.target : null;
      const line = target?.closest<HTMLElement>('[data-message]') ?? null;
      // What scrolls or is drawn sideways by itself keeps its own movement.
      if (touch === undefined || line === null || target?.closest('input, [data-sideways]') != null) return;
      drawn = { line, x: touch.clientX, y: touch.clientY, by: 0 };
    };
    const move = (event: TouchEvent) => {
      const [touch] = event.touches;
      if (drawn === null || touch === undefined) return;
      const right = touch.clientX - drawn.x;
      const down = Math.abs(touch.clientY - drawn.y);
      if (drawn.by === 0 && down * SIDEWAYS > Math.abs(right)) {
        if (down > 8) drawn = null;
        return;
      }
      drawn.by = Math.max(0, Math.min(FARTHEST_PX, right));
      drawn.line.style.translate = `${drawn.by}px`;
    };
    element.addEventListener('touchstart', begin, { passive: true });
    element.addEventListener('touchmove', move, { passive: true });
    element.addEventListener('touchend', end);
    element.addEventListener('touchcancel', end);
    return () => {
      element.removeEventListener('touchstart', begin);
      element.removeEventListener('touchmove', move);
      element.removeEventListener('touchend', end);
      element.removeEventListener('touchcancel', end);
    };
  }, [log.current]);
};
