import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useWorkspace } from '../../app/workspace.ts';
import type { ThreadStore } from '../conversations/thread-store.ts';
import { loadUntil } from './load-until.ts';
import { showExcerpt } from './excerpt.ts';

const MARKED_MS = 2_600;

/** Goes to the message that the address names (`?message=`), and marks it for a moment. */
export const useMessageJump = (thread: ThreadStore, scroller: RefObject<HTMLElement | null>): void => {
  const { toast } = useWorkspace();
  const { query, path, route } = useLocation();
  const messageId = query['message'];
  useEffect(() => {
    if (messageId === undefined || !path.includes(thread.conversationId)) return undefined;
    const gone = new AbortController();
    const jump = async () => {
      const isThere = await loadUntil(thread, messageId, gone.signal);
      if (gone.signal.aborted) return;
      await drawn();
      const line = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
      if (gone.signal.aborted) return;
      if (line != null) mark(line);
      else if (!isThere && thread.hasOlder.peek())
        showExcerpt({ conversationId: thread.conversationId, messageId });
      else toast('danger', 'This message could not be found.');
      // The address of the conversation again: going back, or opening the same result again, starts anew.
      route(path, true);
    };
    void jump();
    return () => gone.abort();
  }, [messageId, thread]);
};

const mark = (line: HTMLElement): void => {
  line.scrollIntoView({ block: 'center' });
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
  const colour = getComputedStyle(line).getPropertyValue('--accent-soft');
  const on = { backgroundColor: colour, boxShadow: `0 0 0 6px ${colour}`, borderRadius: '12px' };
  line.animate(
    [
      on,
      { ...on, offset: 0.6 },
      { backgroundColor: 'transparent', boxShadow: '0 0 0 6px transparent', borderRadius: '12px' },
    ],
    {
      duration: MARKED_MS,
      easing: 'ease-out',
    },
  );
};

/** Two frames: what was loaded is drawn, and the thread has found its place. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
