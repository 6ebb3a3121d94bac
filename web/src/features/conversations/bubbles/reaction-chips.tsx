import { useRef } from 'preact/hooks';
import { CircleAlert, CircleHelp, Clock3 } from 'lucide';
import type { MessageReaction } from '../../../../../workers/contracts/api/messages.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { reactionStateOf, type ReactionState } from '../reaction-state.rules.ts';
import styles from './reaction-chips.module.css';

const SHOWN_KINDS = 4;
const SIGNS = { waits: Clock3, unknown: CircleHelp, failed: CircleAlert };

/** The reactions on a message, and how far ours is; a press says whose they are. */
export const ReactionChips = ({ message, actions }: ContentProps) => {
  const button = useRef<HTMLButtonElement>(null);
  const { reactions } = message;
  if (reactions.length === 0) return null;
  const state = reactions.map(reactionStateOf).find((one) => one !== null) ?? null;
  const standing = reactions.filter((reaction) => !isInVain(reaction));
  const kinds = [...new Set((standing.length === 0 ? reactions : standing).map(({ emoji }) => emoji))];
  const names = reactions
    .map(
      (reaction) => `${reaction.emoji} ${actions.reactorOf(reaction)}${suffixOf(reactionStateOf(reaction))}`,
    )
    .join(', ');
  return (
    <button
      ref={button}
      type="button"
      class={styles.chips}
      data-state={state?.kind}
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
      {standing.length > 1 && <b>{standing.length}</b>}
      {state !== null && <Icon icon={SIGNS[state.kind]} size={13} />}
    </button>
  );
};

const isInVain = ({ own }: MessageReaction) => own?.status === 'failed' && !own.isRemoval;
const suffixOf = (state: ReactionState | null) => (state === null ? '' : ` (${state.words.toLowerCase()})`);
