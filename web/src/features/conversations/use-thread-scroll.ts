import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadStore } from './thread-store.ts';

const NEAR_BOTTOM_PX = 60;
const FAR_UP_PX = 400;
const LOAD_OLDER_WITHIN_PX = 900;
const DIVIDER_MARGIN_PX = 64;

/**
 * Where the thread stands: at the bottom it stays at the bottom; further up, the message under the reader's eyes
 * stays where it is, whatever is added above or below.
 */
export const useThreadScroll = (thread: ThreadStore) => {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtBottom = useRef(true);
  const before = useRef({ height: 0, firstId: '', lastId: '', count: 0, hasBegun: false });
  const [unseen, setUnseen] = useState(0);
  const [isFarUp, setIsFarUp] = useState(false);

  const messages = thread.messages.value;
  const pending = thread.pending.value;
  const phase = thread.phase.value;

  const onScroll = () => {
    const element = scroller.current;
    if (element === null || !before.current.hasBegun) return;
    const fromBottom = distance(element);
    isAtBottom.current = fromBottom < NEAR_BOTTOM_PX;
    setIsFarUp(fromBottom > FAR_UP_PX || (fromBottom >= NEAR_BOTTOM_PX && unseen > 0));
    if (isAtBottom.current) setUnseen(0);
    if (element.scrollTop < LOAD_OLDER_WITHIN_PX) void thread.loadOlder();
  };

  useLayoutEffect(() => {
    before.current = { height: 0, firstId: '', lastId: '', count: 0, hasBegun: false };
    isAtBottom.current = true;
    setUnseen(0);
    setIsFarUp(false);
  }, [thread]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || phase !== 'ready') return;
    const was = before.current;
    const firstId = messages[0]?.id ?? '';
    const lastId = messages.at(-1)?.id ?? '';
    const count = pending.length;
    if (!was.hasBegun) begin(element);
    else if (count > was.count || isAtBottom.current) element.scrollTop = element.scrollHeight;
    else {
      if (firstId !== was.firstId) element.scrollTop += element.scrollHeight - was.height;
      if (lastId !== was.lastId) {
        const from = messages.findIndex((message) => message.id === was.lastId);
        const arrived = messages.slice(from + 1).filter((message) => message.direction === 'inbound').length;
        if (arrived > 0) {
          setUnseen((known) => known + arrived);
          setIsFarUp(true);
        }
      }
    }
    before.current = { height: element.scrollHeight, firstId, lastId, count, hasBegun: true };
    onScroll();
  }, [messages, pending, phase, thread, thread.hasOlder.value]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (element === null || inner === null) return undefined;
    const resized = new ResizeObserver(() => {
      if (isAtBottom.current && before.current.hasBegun) element.scrollTop = element.scrollHeight;
      before.current.height = element.scrollHeight;
    });
    resized.observe(element);
    resized.observe(inner);
    return () => resized.disconnect();
  }, [thread, phase]);

  const toBottom = () => {
    setUnseen(0);
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scroller.current?.scrollTo({
      top: scroller.current.scrollHeight,
      behavior: isCalm ? 'instant' : 'smooth',
    });
  };

  return { scroller, content, onScroll, unseen, isFarUp, toBottom };
};

const distance = (element: HTMLElement) => element.scrollHeight - element.scrollTop - element.clientHeight;

/** At the end, or where the unread messages begin when they do not fit. */
const begin = (element: HTMLElement) => {
  element.scrollTop = element.scrollHeight;
  const divider = element.querySelector<HTMLElement>('[data-unread]');
  if (divider === null) return;
  const top = divider.getBoundingClientRect().top - element.getBoundingClientRect().top;
  if (top < DIVIDER_MARGIN_PX) element.scrollTop += top - DIVIDER_MARGIN_PX;
};
