import { useRef } from 'preact/hooks';
import type { ContentProps } from '../bubble-actions.ts';
import styles from './reaction-chips.module.css';

const SHOWN_KINDS = 4;

/** The reactions on a message; a press says whose they are. */
export const ReactionChips = ({ message, actions }: ContentProps) => {
  const button = useRef<HTMLButtonElement>(null);
  const { reactions } = message;
  if (reactions.length === 0) return null;
  const kinds = [...new Set(reactions.map((reaction) => reaction.emoji))];
  const names = reactions.map((reaction) => `${reaction.emoji} ${actions.reactorOf(reaction)}`).join(', ');
  return (
    <button
      ref={button}
      type="button"
      class={styles.chips}
      aria-label={`Reactions: ${names}`}
      title={names}
      onClick={() => {
        if (button.current !== null)
          actions.open({ kind: 'reactions', messageId: message.id, anchor: button.current });
      }}
    >
      {kinds.slice(0, SHOWN_KINDS).map((emoji) => (
        <span key={emoji}>{emoji}</span>
      ))}
      {reactions.length > 1 && <b>{reactions.length}</b>}
    </button>
  );
};
