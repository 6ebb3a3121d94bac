import { CircleAlert } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge, CountBadge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { listPreviewOf } from '../conversations/last-message.rules.ts';
import { momentText } from '../conversations/times.rules.ts';
import type { ContactLinksStore } from './contact-links-store.ts';
import styles from './contact-conversations.module.css';

const STATUSES: Record<Conversation['status'], { name: string; tone: BadgeTone }> = {
  open: { name: 'Open', tone: 'success' },
  pending: { name: 'Pending', tone: 'warning' },
  snoozed: { name: 'Snoozed', tone: 'accent' },
  resolved: { name: 'Resolved', tone: 'neutral' },
};

/** The conversations with a contact: one per number of the company, each a way to it. */
export const ContactConversations = ({ store }: { store: ContactLinksStore }) => {
  const list = store.conversations.value;
  const problem = store.problem.value;
  return (
    <section>
      <h3 class={styles.heading}>Conversations</h3>
      {problem !== null ? (
        <p class={styles.none}>
          <Icon icon={CircleAlert} size={16} /> {problem.message}{' '}
          <Button size="sm" onClick={() => void store.loadConversations()}>
            Try again
          </Button>
        </p>
      ) : list === null ? (
        <output aria-label="Loading conversations">
          <Skeleton width="long" />
        </output>
      ) : list.length === 0 ? (
        <p class={styles.none}>Nothing was written yet.</p>
      ) : (
        <ul class={styles.list} aria-label="Conversations">
          {list.map((row) => (
            <li key={row.id}>
              <ConversationLink row={row} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const ConversationLink = ({ row }: { row: Conversation }) => {
  const { channels, nowMs } = useWorkspace();
  const status = STATUSES[row.status];
  const last = row.lastMessage;
  const preview = last === null ? null : listPreviewOf(last);
  return (
    <a class={styles.link} href={`/inbox/${row.id}`}>
      <span class={styles.line}>
        <strong dir="auto">{channels.find(row.channelId)?.name ?? 'A number that was removed'}</strong>
        <Badge tone={status.tone}>{status.name}</Badge>
      </span>
      <span class={styles.line}>
        <span class={styles.last} dir="auto">
          {last?.direction === 'outbound' && 'You: '}
          {preview?.author != null && `${preview.author}: `}
          {preview?.text ?? 'No message yet'}
        </span>
        <CountBadge count={row.unreadCount} label={`${row.unreadCount} unread`} />
        <time dateTime={new Date(row.lastMessageAtMs).toISOString()}>
          {momentText(row.lastMessageAtMs, nowMs.value)}
        </time>
      </span>
    </a>
  );
};
