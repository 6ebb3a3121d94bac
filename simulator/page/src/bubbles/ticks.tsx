import type { MessageStatus } from '../../../world/types.ts';
import styles from './ticks.module.css';

const labels: Partial<Record<MessageStatus, string>> = {
  sending: 'on its way',
  accepted: 'delivered to the business',
  read: 'read by the business',
  undelivered: 'not delivered: the webhook was never accepted',
};

/** A clock while on its way, one tick once the webhook was answered with 200, two blue ones when read. */
export function Ticks({ status }: { status: MessageStatus }) {
  const label = labels[status] ?? status;
  return (
    <svg
      class={styles['ticks']}
      data-status={status}
      width="18"
      height="12"
      viewBox="0 0 18 12"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path d={shapeOf(status)} />
    </svg>
  );
}

function shapeOf(status: MessageStatus): string {
  if (status === 'sending') return 'M9 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM9 3.5v2.7l1.7 1';
  if (status === 'undelivered') return 'M9 1.5v5.5M9 10v.01';
  if (status === 'read') return 'M1.5 6.5l3 3 6-7.5M8.5 9.5l6-7.5';
  return 'M5 6.5l3 3 6-7.5';
}
