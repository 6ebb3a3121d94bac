import { Phone, PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing, type IconNode } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { callWords, durationText, readCall, type Call } from '../content.rules.ts';
import styles from './call.module.css';

const iconOf = ({ outcome, direction }: Call): IconNode => {
  if (outcome === 'missed') return PhoneMissed;
  if (outcome === 'rejected' || outcome === 'failed') return PhoneOff;
  return direction === 'inbound' ? PhoneIncoming : PhoneOutgoing;
};

export const CallContent = ({ message, actions }: ContentProps) => {
  const call = readCall(message);
  const isLost = call.outcome === 'missed' && call.direction === 'inbound';
  return (
    <div class={styles.call}>
      <span class={styles.icon} data-lost={isLost ? '' : undefined}>
        <Icon icon={iconOf(call)} size={19} />
      </span>
      <span class={styles.words}>
        <strong>{callWords(call)}</strong>
        <small>
          {call.durationSeconds !== null && call.durationSeconds > 0
            ? durationText(call.durationSeconds * 1_000)
            : call.outcome === null
              ? 'In progress'
              : 'No answer'}
        </small>
      </span>
      {actions.phone !== null && (
        <a class={styles.back} href={`tel:+${actions.phone}`}>
          <Icon icon={Phone} size={16} /> {call.direction === 'inbound' ? 'Call back' : 'Call again'}
        </a>
      )}
    </div>
  );
};
