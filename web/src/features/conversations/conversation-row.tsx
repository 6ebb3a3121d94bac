import { AlarmClock, CircleCheck, CirclePause, Users } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { CountBadge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { contactTitle } from '../contacts/phone.rules.ts';
import { listPreviewOf } from './last-message.rules.ts';
import { MessageTicks } from './message-ticks.tsx';
import { fullMoment, shortAgo } from './times.rules.ts';
import styles from './conversation-row.module.css';

export const ROW_PX = 74;

const STATUS_SIGNS = {
  pending: { label: 'Pending', icon: CirclePause },
  snoozed: { label: 'Snoozed', icon: AlarmClock },
  resolved: { label: 'Resolved', icon: CircleCheck },
};

interface ConversationRowProps {
  row: Conversation;
  index: number;
  /** Minus one while more rows may follow. */
  total: number;
  isOpen: boolean;
}

export const ConversationRow = ({ row, index, total, isOpen }: ConversationRowProps) => {
  const { nowMs, members, inbox, selection } = useWorkspace();
  const isTicking = selection.isOn.value;
  const isTicked = selection.ids.value.has(row.id);
  const assignee = members.find(row.assigneeId);
  const isUnread = row.unreadCount > 0;
  const sign =
    row.status === 'open' || inbox.query.value.status === row.status ? null : STATUS_SIGNS[row.status];
  return (
    <li
      class={styles.row}
      style={{ transform: `translateY(${index * ROW_PX}px)` }}
      aria-setsize={total}
      aria-posinset={index + 1}
    >
      {isTicking && (
        <label class={styles.tick}>
          <input
            type="checkbox"
            checked={isTicked}
            aria-label={`Select ${contactTitle(row.contact)}`}
            onChange={() => selection.toggle(row.id)}
          />
        </label>
      )}
      <a
        class={styles.link}
        href={`/inbox/${row.id}`}
        data-row={row.id}
        data-unread={isUnread ? '' : undefined}
        data-ticked={isTicked ? '' : undefined}
        aria-current={isOpen ? 'true' : undefined}
        onClick={(event) => {
          if (!isTicking) return;
          event.preventDefault();
          event.stopPropagation();
          selection.toggle(row.id);
        }}
      >
        {!isTicking && <Avatar id={row.contact.id} name={row.contact.name} />}
        <span class={styles.body}>
          <span class={styles.line}>
            {row.contact.kind === 'group' && (
              <span class={styles.sign}>
                <Icon icon={Users} size={14} label="Group" />
              </span>
            )}
            <span class={styles.name} dir="auto">
              {contactTitle(row.contact)}
            </span>
            {sign !== null && (
              <span class={styles.sign}>
                <Icon icon={sign.icon} size={14} label={sign.label} />
              </span>
            )}
            <time
              class={styles.time}
              dateTime={new Date(row.lastMessageAtMs).toISOString()}
              title={fullMoment(row.lastMessageAtMs)}
            >
              {shortAgo(row.lastMessageAtMs, nowMs.value)}
            </time>
          </span>
          <span class={styles.line}>
            <Preview row={row} isOpen={isOpen} />
            {assignee !== undefined && (
              <Avatar
                id={assignee.id}
                name={assignee.name}
                size="xs"
                label={`Assigned to ${assignee.name}`}
              />
            )}
            <CountBadge count={row.unreadCount} label={`${row.unreadCount} unread`} />
          </span>
        </span>
      </a>
    </li>
  );
};

const Preview = ({ row, isOpen }: { row: Conversation; isOpen: boolean }) => {
  const { drafts } = useWorkspace();
  const last = row.lastMessage;
  if (!isOpen && drafts.drafted.value.has(row.id))
    return (
      <span class={styles.preview}>
        <span class={styles.draft}>Draft</span> <span dir="auto">{drafts.read(row.id)}</span>
      </span>
    );
  if (last === null) return <span class={styles.preview}>No messages yet</span>;
  const { icon, author, text } = listPreviewOf(last);
  return (
    <span class={styles.preview}>
      {last.direction === 'outbound' && <MessageTicks status={last.status} size={15} />}
      {author !== null && (
        <span class={styles.author} dir="auto">
          {author}:
        </span>
      )}
      {icon !== null && <Icon icon={icon} size={14} />}
      <span class={styles.previewText} dir="auto">
        {text}
      </span>
    </span>
  );
};
