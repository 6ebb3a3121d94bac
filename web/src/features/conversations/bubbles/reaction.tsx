import { SmilePlus } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { partOf, textOf } from '../content.rules.ts';
import styles from './interactive.module.css';

/** A reaction that did not arrive; one that did stands on its message. */
export const ReactionContent = ({ message }: Pick<ContentProps, 'message'>) => {
  const emoji = textOf(partOf(message)['emoji']);
  return (
    <p class={styles.small}>
      <Icon icon={SmilePlus} size={13} /> {emoji === '' ? 'A reaction taken back' : `Reaction ${emoji}`}
    </p>
  );
};
