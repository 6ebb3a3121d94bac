import { FileUp } from 'lucide';
import { Icon } from '../../ui/icon.tsx';
import styles from './drop-sign.module.css';

/** Lies over the thread while files are held over it. */
export const DropSign = () => (
  <div class={styles.sign} aria-hidden="true">
    <p>
      <Icon icon={FileUp} size={30} strokeWidth={1.6} />
      Drop files to send them
    </p>
  </div>
);
