import { useEffect, useState } from 'preact/hooks';
import { useWorkspace } from '../../app/workspace.ts';
import { Composer } from '../composer/composer.tsx';
import { MessageLog } from './message-log.tsx';
import { ThreadBanners } from './thread-banners.tsx';
import { ThreadHeader } from './thread-header.tsx';
import styles from './thread-pane.module.css';

interface ThreadPaneProps {
  conversationId: string;
  isPanelOpen: boolean;
  onPanel: (isOpen: boolean) => void;
}

const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus();

export const ThreadPane = ({ conversationId, isPanelOpen, onPanel }: ThreadPaneProps) => {
  const { rows, threadOf, can } = useWorkspace();
  const [thread] = useState(() => threadOf(conversationId));
  const [restored, setRestored] = useState<{ text: string } | null>(null);
  const conversation = rows.find(conversationId);
  const unread = conversation?.unreadCount ?? 0;

  useEffect(() => {
    thread.open();
    return thread.close;
  }, [thread]);

  const isReady = thread.phase.value === 'ready';
  useEffect(() => {
    const read = () => {
      if (isReady && isLookedAt() && can('conversations:write')) void thread.markRead();
    };
    read();
    addEventListener('focus', read);
    document.addEventListener('visibilitychange', read);
    return () => {
      removeEventListener('focus', read);
      document.removeEventListener('visibilitychange', read);
    };
  }, [isReady, unread, thread]);

  return (
    <section class={styles.pane} aria-label="Conversation" data-drop-area>
      <ThreadHeader thread={thread} conversation={conversation} isPanelOpen={isPanelOpen} onPanel={onPanel} />
      {conversation !== null && <ThreadBanners conversation={conversation} />}
      <MessageLog
        thread={thread}
        onEdit={(pending) => {
          thread.discard(pending.key);
          setRestored({ text: pending.text });
        }}
      />
      {conversation !== null && (
        <div class={styles.foot}>
          <Composer thread={thread} conversation={conversation} restored={restored} />
        </div>
      )}
    </section>
  );
};
