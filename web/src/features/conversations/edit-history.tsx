import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { FormattedText } from './formatted-text.tsx';
import { fullMoment } from './times.rules.ts';
import styles from './message-surfaces.module.css';

/** What an edited message said before, the oldest first. */
export const EditHistory = ({ message }: { message: Message }) => (
  <div class={styles.surface}>
    <h3 class={styles.title}>Earlier texts</h3>
    {message.edits.length === 0 && <p class={styles.none}>They were not kept.</p>}
    <ol class={styles.rows}>
      {message.edits.map((edit, index) => (
        <li key={index} class={styles.edit}>
          <div dir="auto">{edit.text === null ? 'No text' : <FormattedText text={edit.text} />}</div>
          <small>until {fullMoment(edit.untilMs)}</small>
        </li>
      ))}
    </ol>
  </div>
);
