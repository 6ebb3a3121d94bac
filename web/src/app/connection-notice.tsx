import { useEffect, useState } from 'preact/hooks';
import { CloudOff } from 'lucide';
import { Icon } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWorkspace } from './workspace.ts';
import styles from './connection-notice.module.css';

/** A break shorter than this is not worth a word. */
const SAY_AFTER_MS = 1_500;

/** Says when what is on screen may be out of date, and only then. */
export const ConnectionNotice = () => {
  const { connection } = useWorkspace();
  const state = connection.value;
  const isDown = state !== 'live';
  const [isSaid, setIsSaid] = useState(false);
  useEffect(() => {
    if (!isDown) {
      setIsSaid(false);
      return undefined;
    }
    const timer = setTimeout(() => setIsSaid(true), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isDown]);

  const isShown = state === 'offline' || (isDown && isSaid);
  return (
    <output class={styles.slot} aria-label="Connection">
      {isShown && (
        <p class={styles.notice}>
          {state === 'offline' ? (
            <>
              <Icon icon={CloudOff} size={15} /> Offline. New messages arrive once you are connected again.
            </>
          ) : (
            <>
              <Spinner size={14} label="Working" /> {state === 'connecting' ? 'Connecting…' : 'Reconnecting…'}
            </>
          )}
        </p>
      )}
    </output>
  );
};
