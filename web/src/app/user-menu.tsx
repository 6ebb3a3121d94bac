import { useRef, useState } from 'preact/hooks';
import { Avatar } from '../ui/avatar.tsx';
import { Popover } from '../ui/popover.tsx';
import { AccountPanel } from './account-panel.tsx';
import { useWorkspace } from './workspace.ts';
import styles from './user-menu.module.css';

export const UserMenu = ({ onShortcuts }: { onShortcuts: () => void }) => {
  const { me } = useWorkspace();
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);

  return (
    <>
      <button
        type="button"
        class={styles.trigger}
        ref={anchor}
        aria-label={`Your account, ${me.user.name}`}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Avatar id={me.user.id} name={me.user.name} />
      </button>
      <Popover anchor={anchor} open={isOpen} onClose={() => setIsOpen(false)} side="top">
        <section class={styles.menu} aria-label="Your account" tabIndex={-1} data-initial-focus>
          <AccountPanel
            onShortcuts={() => {
              setIsOpen(false);
              onShortcuts();
            }}
          />
        </section>
      </Popover>
    </>
  );
};
