import type { ContentProps } from './bubble-actions.ts';
import { fullMoment } from './times.rules.ts';
import styles from './message-surfaces.module.css';

/** Who reacted to a message, and when. */
export const ReactionList = ({ message, actions }: ContentProps) => (
  <div class={styles.surface}>
    <h3 class={styles.title}>Reactions</h3>
    <ul class={styles.rows}>
      {message.reactions.map((reaction, index) => (
        <li key={index} class={styles.reaction}>
          <span class={styles.emoji}>{reaction.emoji}</span>
          <span>
            <strong dir="auto">{actions.reactorOf(reaction)}</strong>
            <small>{fullMoment(reaction.atMs)}</small>
          </span>
        </li>
      ))}
    </ul>
  </div>
);
