import { CircleAlert, CircleCheck, CircleDashed, CircleX, Wrench } from 'lucide';
import type { ChannelCheck } from '../../../../workers/contracts/api/channels.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './channel-check-list.module.css';

const ICONS = {
  right: CircleCheck,
  todo: Wrench,
  warning: CircleAlert,
  wrong: CircleX,
  skipped: CircleDashed,
} as const;
const WORDS: Record<ChannelCheck['state'], string> = {
  right: 'Right',
  todo: 'Done while connecting',
  warning: 'Works, with a warning',
  wrong: 'Wrong',
  skipped: 'Not looked at',
};

/** What Meta says of each thing that connecting needs. */
export const ChannelCheckList = ({ checks }: { checks: readonly ChannelCheck[] }) => (
  <ul class={styles.list} aria-label="Checks" aria-live="polite">
    {checks.map(({ check, state, title, detail }) => (
      <li key={check} class={styles.check} data-state={state}>
        <Icon icon={ICONS[state]} size={18} />
        <span>
          <strong>{title}</strong> <span class="visually-hidden">{WORDS[state]}</span>
          <small>{detail}</small>
        </span>
      </li>
    ))}
  </ul>
);
