import { X } from 'lucide';
import { IconButton } from './icon-button.tsx';
import styles from './chosen-file.module.css';

/** A file that is there, and can be taken away again. */
export const ChosenFile = ({ filename, onRemove }: { filename: string; onRemove: () => void }) => (
  <p class={styles.chosen}>
    <span>{filename}</span>
    <IconButton icon={X} label={`Remove ${filename}`} size="sm" onClick={onRemove} />
  </p>
);
