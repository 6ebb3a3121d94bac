import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { AlarmClock, ArrowLeft, CircleCheck, PanelRight, RotateCcw } from 'lucide';
import type { Conversation, ConversationStatus } from '../../../../workers/contracts/api/conversations.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { contactTitle, readablePhone } from '../contacts/phone.rules.ts';
import { AssigneePicker } from './assignee-picker.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import type { ThreadStore } from './thread-store.ts';
import { momentText } from './times.rules.ts';
import styles from './thread-header.module.css';

const STATUSES: Record<ConversationStatus, { label: string; tone: BadgeTone }> = {
  open: { label: 'Open', tone: 'success' },
  pending: { label: 'Pending', tone: 'warning' },
  snoozed: { label: 'Snoozed', tone: 'accent' },
  resolved: { label: 'Resolved', tone: 'neutral' },
};

interface ThreadHeaderProps {
  thread: ThreadStore;
  conversation: Conversation | null;
  isPanelOpen: boolean;
  onPanel: (isOpen: boolean) => void;
}

export const ThreadHeader = ({ thread, conversation, isPanelOpen, onPanel }: ThreadHeaderProps) => {
  const { channels, nowMs, can } = useWorkspace();
  const { route } = useLocation();
  const status = conversation === null ? null : STATUSES[conversation.status];
  return (
    <header class={styles.header}>
      <span class={styles.back}>
        <IconButton icon={ArrowLeft} label="Back to the list" onClick={() => route('/inbox')} />
      </span>
      {conversation === null || status === null ? (
        <div class={styles.who}>
          {thread.phase.value === 'failed' ? (
            <h2 class={styles.name}>Conversation</h2>
          ) : (
            <Skeleton width="short" />
          )}
        </div>
      ) : (
        <>
          <button
            type="button"
            class={styles.person}
            aria-label={`Details of ${contactTitle(conversation.contact)}`}
            aria-expanded={isPanelOpen}
            onClick={() => onPanel(!isPanelOpen)}
          >
            <Avatar id={conversation.contact.id} name={conversation.contact.name} />
          </button>
          <div class={styles.who}>
            <div class={styles.top}>
              <h2 class={styles.name} dir="auto">
                {contactTitle(conversation.contact)}
              </h2>
              <span class={styles.badge}>
                <Badge tone={status.tone} dot>
                  {status.label}
                  {conversation.snoozedUntilMs !== null && conversation.status === 'snoozed' && (
                    <span class={styles.until}>
                      {' '}
                      until {momentText(conversation.snoozedUntilMs, nowMs.value)}
                    </span>
                  )}
                </Badge>
              </span>
            </div>
            <p class={styles.facts}>
              <span class={styles.statusText}>{status.label}</span>
              {conversation.contact.name !== null && conversation.contact.phone !== null && (
                <span>{readablePhone(conversation.contact.phone)}</span>
              )}
              <span class={styles.channel}>{channels.find(conversation.channelId)?.name}</span>
              <Viewers thread={thread} />
            </p>
          </div>
          <div class={styles.actions}>
            {can('conversations:write') && <Actions conversation={conversation} />}
            <span class={styles.panelToggle}>
              <IconButton
                icon={PanelRight}
                label={isPanelOpen ? 'Hide details' : 'Show details'}
                pressed={isPanelOpen}
                onClick={() => onPanel(!isPanelOpen)}
              />
            </span>
          </div>
        </>
      )}
    </header>
  );
};

const Viewers = ({ thread }: { thread: ThreadStore }) => {
  const { me } = useWorkspace();
  const others = thread.viewers.value.filter((viewer) => viewer.userId !== me.user.id);
  if (others.length === 0) return null;
  const names = others.map((viewer) => viewer.name.split(' ')[0] ?? viewer.name);
  return (
    <output class={styles.viewers}>
      {names.length === 1 ? `${names[0]} is viewing` : `${names.join(', ')} are viewing`}
    </output>
  );
};

const Actions = ({ conversation }: { conversation: Conversation }) => {
  const { edits } = useWorkspace();
  const snoozeAnchor = useRef<HTMLSpanElement>(null);
  const [isSnoozing, setIsSnoozing] = useState(false);
  const isBusy = edits.busy.value.has(conversation.id);
  const isDone = conversation.status === 'resolved' || conversation.status === 'snoozed';
  const toggle = () => void edits.edit(conversation.id, { status: isDone ? 'open' : 'resolved' });
  useShortcut('e', (event) => {
    event.preventDefault();
    toggle();
  });
  return (
    <>
      <AssigneePicker conversation={conversation} />
      {conversation.status !== 'resolved' && (
        <span ref={snoozeAnchor}>
          <IconButton
            icon={AlarmClock}
            label="Snooze"
            aria-haspopup="menu"
            aria-expanded={isSnoozing}
            onClick={() => setIsSnoozing(!isSnoozing)}
          />
          <SnoozeMenu
            conversation={conversation}
            anchor={snoozeAnchor}
            open={isSnoozing}
            onClose={() => setIsSnoozing(false)}
          />
        </span>
      )}
      <Tooltip text={isDone ? 'Reopen' : 'Resolve'} shortcut="E">
        <Button
          class={styles.resolve}
          variant={isDone ? 'secondary' : 'primary'}
          icon={isDone ? RotateCcw : CircleCheck}
          busy={isBusy}
          aria-label={isDone ? 'Reopen' : 'Resolve'}
          onClick={toggle}
        >
          <span class={styles.resolveLabel}>{isDone ? 'Reopen' : 'Resolve'}</span>
        </Button>
      </Tooltip>
    </>
  );
};
