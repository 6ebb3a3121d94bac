import { Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide';
import { Avatar } from '../ui/avatar.tsx';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './account-panel.module.css';
import { useServices } from './services.ts';
import { THEMES, type Theme } from './theme.ts';
import { useWorkspace } from './workspace.ts';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };
const THEME_NAMES: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };
const ROLE_NAMES = { owner: 'Owner', admin: 'Admin', agent: 'Agent', viewer: 'Viewer' };

/** Who is signed in, and what is theirs to choose. A phone has no keyboard whose shortcuts could be shown. */
export const AccountPanel = ({ onShortcuts }: { onShortcuts?: () => void }) => {
  const { session, theme } = useServices();
  const { me } = useWorkspace();
  return (
    <>
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
      {onShortcuts !== undefined && (
        <button type="button" class={styles.item} onClick={onShortcuts}>
          <Icon icon={Keyboard} size={16} /> Keyboard shortcuts
        </button>
      )}
      <button type="button" class={styles.item} onClick={() => void session.signOut()}>
        <Icon icon={LogOut} size={16} /> Sign out
      </button>
    </>
  );
};
