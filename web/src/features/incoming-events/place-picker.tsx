import { X } from 'lucide';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './events-page.module.css';
import { readablePath } from './payload-tree.rules.ts';

/** Where something stands in the payload; pressed, it waits for a click on the example. */
export const PlacePicker = ({
  label,
  path,
  isWaiting,
  isDisabled,
  onPick,
  onClear,
}: {
  label: string;
  path: string | null;
  isWaiting: boolean;
  isDisabled: boolean;
  onPick: () => void;
  onClear: () => void;
}) => (
  <div class={styles.picker}>
    <button
      type="button"
      class={styles.pick}
      aria-pressed={isWaiting}
      aria-label={`Choose ${label}`}
      disabled={isDisabled}
      onClick={onPick}
    >
      <span class={styles.pickLabel}>{label}</span>
      <span class={path === null ? styles.pickEmpty : styles.pickPath}>
        {isWaiting ? 'Click a value of the example…' : path === null ? 'Not chosen' : readablePath(path)}
      </span>
    </button>
    {path !== null && !isDisabled && (
      <IconButton icon={X} label={`Clear ${label}`} size="sm" onClick={onClear} />
    )}
  </div>
);
