import { useMemo, useRef } from 'preact/hooks';
import { ArrowDown, CircleAlert } from 'lucide';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useMessageJump } from '../search/use-message-jump.ts';
import type { BubbleActions } from './bubble-actions.ts';
import { MessageDay } from './message-day.tsx';
import { moveAmongMessages } from './message-keys.ts';
import { MessageOverlays } from './message-overlays.tsx';
import type { ThreadStore } from './thread-store.ts';
import { layoutThread, reuseLayout, type ThreadDay } from './thread.rules.ts';
import { dayKey, dayName } from './times.rules.ts';
import { TypingSign } from './typing-sign.tsx';
import { useBubbleActions } from './use-bubble-actions.ts';
import { useSwipeToReply } from './use-swipe-to-reply.ts';
import { useThreadScroll } from './use-thread-scroll.ts';
import styles from './message-log.module.css';

export const MessageLog = ({ thread, onEdit }: { thread: ThreadStore; onEdit: BubbleActions['edit'] }) => {
  const { nowMs, me } = useWorkspace();
  const messages = thread.messages.value;
  const pending = thread.pending.value;
  const unreadBeforeId = thread.unreadBeforeId.value;

  const drawn = useRef<ThreadDay[]>([]);
  const days = useMemo(() => {
    drawn.current = reuseLayout(
      drawn.current,
      layoutThread({
        messages,
        pending,
        myUserId: me.user.id,
        unreadBeforeId,
        keyOf: thread.keyOf,
        dayOf: dayKey,
      }),
    );
    return drawn.current;
  }, [messages, pending, unreadBeforeId, thread]);
  const { actions, overlay } = useBubbleActions(thread, onEdit);
  const { scroller, content, onScroll, unseen, isFarUp, toBottom } = useThreadScroll(thread);
  useMessageJump(thread, scroller);

  const onKeyDown = (event: KeyboardEvent) => moveAmongMessages(event, { messages, actions });
  useSwipeToReply(scroller, (messageId) => {
    const message = messages.find(({ id }) => id === messageId);
    if (message !== undefined && message.externalId !== null && actions.canWrite) actions.reply(message);
  });

  if (thread.phase.value === 'failed')
    return (
      <div class={styles.frame}>
        <EmptyState
          icon={CircleAlert}
          title="This conversation could not be loaded"
          action={<Button onClick={() => void thread.load()}>Try again</Button>}
        >
          {thread.problem.value?.status === 404
            ? 'It does not exist, or it is not yours to see.'
            : thread.problem.value?.message}
        </EmptyState>
      </div>
    );

  const isLoading = thread.phase.value === 'loading';
  return (
    <div class={styles.frame}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows move among its messages */}
      <div
        class={styles.scroller}
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label="Messages"
        aria-busy={isLoading}
      >
        <div class={styles.content} ref={content}>
          {isLoading ? (
            <LoadingBubbles />
          ) : (
            <>
              <div class={styles.top}>
                {thread.isLoadingOlder.value && <Spinner label="Loading earlier messages" />}
                {!thread.hasOlder.value && messages.length > 0 && <p>Beginning of the conversation</p>}
              </div>
              {messages.length === 0 && pending.length === 0 && <p class={styles.none}>No messages yet.</p>}
              {days.map((day) => (
                <MessageDay key={day.key} day={day} name={dayName(day.atMs, nowMs.value)} actions={actions} />
              ))}
              <TypingSign thread={thread} />
            </>
          )}
        </div>
      </div>
      <MessageOverlays overlay={overlay} messages={messages} actions={actions} />
      {isFarUp && (
        <button type="button" class={styles.pill} onClick={toBottom} data-new={unseen > 0 ? '' : undefined}>
          <Icon icon={ArrowDown} size={16} />
          {unseen > 0 ? (
            `${unseen} new ${unseen === 1 ? 'message' : 'messages'}`
          ) : (
            <span class="visually-hidden">To the newest message</span>
          )}
        </button>
      )}
    </div>
  );
};

const LoadingBubbles = () => (
  <output class={styles.loading} aria-label="Loading messages">
    {(['half', 'short', 'long', 'half', 'short', 'half'] as const).map((width, index) => (
      <div key={index} class={styles.loadingLine} data-out={index % 3 === 2 ? '' : undefined}>
        <Skeleton shape="block" width={width} />
      </div>
    ))}
  </output>
);
