import type { FoundMessage } from '../../../../workers/contracts/api/search.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { contactTitle } from '../contacts/phone.rules.ts';
import { fullMoment, shortAgo } from '../conversations/times.rules.ts';
import { snippetOf } from './snippet.rules.ts';
import { useAuthorName } from './use-author-name.ts';
import styles from './found-message-row.module.css';

interface FoundMessageRowProps {
  found: FoundMessage;
  isOpen: boolean;
  onOpen: () => void;
}

export const FoundMessageRow = ({ found, isOpen, onOpen }: FoundMessageRowProps) => {
  const { nowMs } = useWorkspace();
  const authorName = useAuthorName();
  const { message, conversation, highlights } = found;
  return (
    <li class={styles.row}>
      <a
        class={styles.link}
        href={`/inbox/${conversation.id}?message=${message.id}`}
        aria-current={isOpen ? 'true' : undefined}
        onClick={onOpen}
      >
        <Avatar id={conversation.contact.id} name={conversation.contact.name} size="sm" />
        <span class={styles.body}>
          <span class={styles.line}>
            <span class={styles.name} dir="auto">
              {contactTitle(conversation.contact)}
            </span>
            <time
              class={styles.time}
              dateTime={new Date(message.sentAtMs).toISOString()}
              title={fullMoment(message.sentAtMs)}
            >
              {shortAgo(message.sentAtMs, nowMs.value)}
            </time>
          </span>
          <span class={styles.text}>
            {message.direction === 'outbound' && <span class={styles.author}>{authorName(message)}: </span>}
            <bdi>
              {snippetOf(message.text, highlights).map((part, index) =>
                part.isMarked ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
              )}
            </bdi>
          </span>
        </span>
      </a>
    </li>
  );
};
