import { Reply, X } from 'lucide';
import { useWorkspace } from '../../app/workspace.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { contactTitle } from '../contacts/phone.rules.ts';
import { withoutMarks } from '../conversations/formatting.rules.ts';
import { kindOf } from '../conversations/message-kind.rules.ts';
import type { ThreadStore } from '../conversations/thread-store.ts';
import styles from './reply-quote.module.css';

/** The message that is being answered, above the field. */
export const ReplyQuote = ({ thread, onCancel }: { thread: ThreadStore; onCancel: () => void }) => {
  const { rows } = useWorkspace();
  const message = thread.replyTo.value;
  if (message === null) return null;
  const conversation = rows.find(thread.conversationId);
  const contact = conversation === null ? 'the customer' : contactTitle(conversation.contact);
  const who = message.direction === 'outbound' ? 'your company' : (message.sender?.name ?? contact);
  const kind = kindOf(message.type, message.media?.voice);
  const text = message.text === null ? (kind?.label ?? 'Message') : withoutMarks(message.text);
  return (
    <fieldset class={styles.quote} aria-label={`Reply to ${who}`}>
      <Icon icon={Reply} size={16} />
      <p class={styles.text}>
        <strong dir="auto">{who}</strong>
        <span dir="auto">{text}</span>
      </p>
      <IconButton icon={X} label="Do not quote it" size="sm" onClick={onCancel} />
    </fieldset>
  );
};
