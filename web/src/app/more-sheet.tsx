import { useLocation } from 'preact-iso';
import { ChevronRight } from 'lucide';
import { CountBadge } from '../ui/badge.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { AccountPanel } from './account-panel.tsx';
import styles from './more-sheet.module.css';
import type { ShownPlace } from './places.ts';

interface MoreSheetProps {
  places: readonly ShownPlace[];
  onClose: () => void;
}

/** The places that the bar has no room for, and the person's own things. */
export const MoreSheet = ({ places, onClose }: MoreSheetProps) => {
  const { path } = useLocation();
  return (
    <Dialog title="More" shape="sheet" onClose={onClose}>
      <ul class={styles.places} aria-label="More places">
        {places.map((place) => (
          <li key={place.path}>
            <a
              class={styles.place}
              href={place.path}
              aria-label={place.name}
              aria-current={path.startsWith(place.path) ? 'page' : undefined}
              onClick={onClose}
            >
              <span class={styles.icon}>
                <Icon icon={place.icon} size={20} />
              </span>
              <span class={styles.label}>{place.label}</span>
              <CountBadge count={place.waiting} label={place.waitingWords} />
              <Icon icon={ChevronRight} size={18} class={styles.go} />
            </a>
          </li>
        ))}
      </ul>
      <section class={styles.you} aria-label="Your account">
        <AccountPanel />
      </section>
    </Dialog>
  );
};
