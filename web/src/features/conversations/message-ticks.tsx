import { Check, CheckCheck, CircleAlert, CircleHelp, Clock3, type IconNode } from 'lucide';
import type { MessageStatus } from '../../../../workers/contracts/api/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './message-ticks.module.css';

interface Tick {
  label: string;
  icon: IconNode;
  tone?: 'read' | 'failed' | 'unknown';
}

const QUEUED: Tick = { label: 'Queued', icon: Clock3 };
const READ: Tick = { label: 'Read', icon: CheckCheck, tone: 'read' };
const TICKS: Record<Exclude<MessageStatus, 'received'>, Tick> = {
  queued: QUEUED,
  sending: QUEUED,
  sent: { label: 'Sent', icon: Check },
  delivered: { label: 'Delivered', icon: CheckCheck },
  read: READ,
  played: READ,
  failed: { label: 'Failed', icon: CircleAlert, tone: 'failed' },
  unknown: { label: 'Unknown', icon: CircleHelp, tone: 'unknown' },
};

const HELD: Tick = { label: 'Held by WhatsApp', icon: Clock3 };

interface MessageTicksProps {
  status: MessageStatus;
  /** WhatsApp has taken it and holds it back. */
  isHeld?: boolean;
  size?: number;
}

export const MessageTicks = ({ status, isHeld = false, size = 15 }: MessageTicksProps) => {
  if (status === 'received') return null;
  const { label, icon, tone } = isHeld ? HELD : TICKS[status];
  return (
    <span class={styles.ticks} data-tone={tone}>
      <Icon icon={icon} size={size} label={label} strokeWidth={2.1} />
    </span>
  );
};
