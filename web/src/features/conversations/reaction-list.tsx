import { RotateCw } from 'lucide';
import type { MessageReaction } from '../../../../workers/contracts/api/messages.ts';
import { Button } from '../../ui/button.tsx';
import type { ContentProps } from './bubble-actions.ts';
import { reactionStateOf } from './reaction-state.rules.ts';
import { canSendAgain } from './sending.rules.ts';
import { fullMoment } from './times.rules.ts';
import styles from './message-surfaces.module.css';

/** Who reacted to a message, when, and what became of our own. */
export const ReactionList = ({ message, actions }: ContentProps) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that keys can scroll it
  <section class={styles.surface} aria-label="Reactions" tabIndex={0}>
    <h3 class={styles.title}>Reactions</h3>
    <ul class={styles.rows}>
      {message.reactions.map((reaction, index) => (
        <li key={index} class={styles.reaction}>
          <span class={styles.emoji}>{reaction.emoji}</span>
          <span>
            <strong dir="auto">{actions.reactorOf(reaction)}</strong>
            <small>{fullMoment(reaction.atMs)}</small>
            <State reaction={reaction} />
            {needsAnother(reaction) && canSendAgain({ type: 'reaction' }, actions.sending.value) && (
              <Button
                size="sm"
                icon={RotateCw}
                onClick={() => actions.react(message, reaction.own?.isRemoval === true ? '' : reaction.emoji)}
              >
                Try again
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const needsAnother = ({ own }: MessageReaction) => own?.status === 'failed' || own?.status === 'unknown';

const State = ({ reaction }: { reaction: MessageReaction }) => {
  const state = reactionStateOf(reaction);
  if (state === null) return null;
  return (
    <span class={styles.state} data-kind={state.kind}>
      {state.words}.{state.reason !== null && ` ${state.reason}`}
    </span>
  );
};
