import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { SHORTCUTS } from './shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

export const ShortcutsDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" wide onClose={onClose}>
    <div class={styles.groups}>
      {[...Map.groupBy(SHORTCUTS, (shortcut) => shortcut.group)].map(([group, shortcuts]) => (
        <section key={group} class={styles.group}>
          <h3 class={styles.title}>{group}</h3>
          <dl class={styles.list}>
            {shortcuts.map(({ keys, does }) => (
              <div key={does} class={styles.row}>
                <dt>{does}</dt>
                <dd>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);
