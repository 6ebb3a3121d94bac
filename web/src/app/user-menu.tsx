import { useRef, useState } from 'preact/hooks';
import { Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide';
import { Avatar } from '../ui/avatar.tsx';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { useServices } from './services.ts';
import { THEMES, type Theme } from './theme.ts';
import { useWorkspace } from './workspace.ts';
import styles from './user-menu.module.css';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };
const THEME_NAMES: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };
const ROLE_NAMES = { owner: 'Owner', admin: 'Admin', agent: 'Agent', viewer: 'Viewer' };

export const UserMenu = ({ onShortcuts }: { onShortcuts: () => void }) => {
  const { session, theme } = useServices();
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
          <header class={styles.who}>
            <Avatar id={me.user.id} name={me.user.name} />
            <div class={styles.names}>
              <p class={styles.name}>{me.user.name}</p>
              <p class={styles.email}>{me.user.email}</p>
            </div>
          </header>
          <p class={styles.company}>
            <span>{me.company.name}</span>
            <Badge>{ROLE_NAMES[me.role]}</Badge>
          </p>
          <fieldset class={styles.theme}>
            <legend class={styles.legend}>Theme</legend>
            <div class={styles.choices}>
              {THEMES.map((one) => (
                <label key={one} class={styles.choice}>
                  <input
                    type="radio"
                    name="theme"
                    class="visually-hidden"
                    checked={theme.theme.value === one}
                    onChange={() => theme.choose(one)}
                  />
                  <Icon icon={THEME_ICONS[one]} size={15} />
                  {THEME_NAMES[one]}
                </label>
              ))}
            </div>
          </fieldset>
          <button
            type="button"
            class={styles.item}
            onClick={() => {
              setIsOpen(false);
              onShortcuts();
            }}
          >
            <Icon icon={Keyboard} size={16} /> Keyboard shortcuts
          </button>
          <button type="button" class={styles.item} onClick={() => void session.signOut()}>
            <Icon icon={LogOut} size={16} /> Sign out
          </button>
        </section>
      </Popover>
    </>
  );
};
