import type { ComponentChildren } from 'preact';
import { preciseTime } from '../ui/times.ts';
import styles from './journal.module.css';

type Props = {
  atMs: number;
  label: string;
  tone: 'good' | 'bad' | 'open';
  summary: string;
  detail: string;
  onOpen?: () => Promise<void>;
  children: ComponentChildren;
};

export function JournalEntry({ atMs, label, tone, summary, detail, onOpen, children }: Props) {
  return (
    <li class={styles['entry']}>
      <details
        onToggle={(event) => {
          if (event.currentTarget.open) void onOpen?.();
        }}
      >
        <summary class={styles['summary']}>
          <time class={styles['time']} dateTime={new Date(atMs).toISOString()}>
            {preciseTime(atMs)}
          </time>
          <span class={styles['label']} data-tone={tone}>
            {label}
          </span>
          <span class={styles['what']}>{summary}</span>
          <span class={styles['detail']}>{detail}</span>
        </summary>
        <div class={styles['inside']}>{children}</div>
      </details>
    </li>
  );
}
