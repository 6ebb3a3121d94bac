import { Clock3, Lock } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ThreadStore } from '../conversations/thread-store.ts';
import { timeLeft, windowState } from '../conversations/window.rules.ts';
import { closureOf } from './closed-composer.rules.ts';
import { MessageField } from './message-field.tsx';
import styles from './composer.module.css';

interface ComposerProps {
  thread: ThreadStore;
  conversation: Conversation;
  /** Text put back for another try; a new object each time. */
  restored: { text: string } | null;
}

/** Where an agent writes; where that is not possible, why, and what is. */
export const Composer = ({ thread, conversation, restored }: ComposerProps) => {
  const { nowMs, can, channels } = useWorkspace();
  const closure = closureOf({
    conversation,
    channel: channels.find(conversation.channelId) ?? null,
    canWrite: can('conversations:write'),
    nowMs: nowMs.value,
  });
  if (closure !== null)
    return (
      <div class={styles.foot}>
        <div class={styles.closed} role="note">
          <span class={styles.lock}>
            <Icon icon={Lock} size={17} />
          </span>
          <p>
            <strong>{closure.title}</strong>
            {closure.text}
          </p>
        </div>
      </div>
    );
  const window = windowState(conversation.windowEndsAtMs, nowMs.value);
  return (
    <div class={styles.foot}>
      {window.kind === 'closing' && (
        <p class={styles.closing}>
          <Icon icon={Clock3} size={14} /> Window closes in {timeLeft(window.leftMs)}
        </p>
      )}
      <MessageField thread={thread} conversation={conversation} restored={restored} />
    </div>
  );
};
