import { JournalEntry } from './journal-entry.tsx';
import styles from './journal.module.css';
import type { OutsideStore } from './outside-store.ts';

/** Mails that were asked to be sent: nothing leaves this machine. */
export function MailJournal({ outside }: { outside: OutsideStore }) {
  const mails = outside.mails.value;
  if (mails.length === 0) return <p class={styles['empty']}>No mail has been sent yet.</p>;
  return (
    <ul>
      {mails.map(({ id, atMs, to, subject, text }) => (
        <JournalEntry
          key={id}
          atMs={atMs}
          label="mail"
          tone="good"
          summary={subject}
          detail={`to ${to.join(', ')}`}
        >
          <pre class={styles['body']}>{text}</pre>
        </JournalEntry>
      ))}
    </ul>
  );
}
