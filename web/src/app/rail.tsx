import { useLocation } from 'preact-iso';
import { CountBadge } from '../ui/badge.tsx';
import { BrandMark } from '../ui/brand.tsx';
import { Icon } from '../ui/icon.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { usePlaces } from './places.ts';
import styles from './rail.module.css';
import { UserMenu } from './user-menu.tsx';

/** The ways to everything, beside the page. */
export const Rail = ({ onShortcuts }: { onShortcuts: () => void }) => {
  const { path } = useLocation();
  const places = usePlaces();
  return (
    <nav class={styles.rail} aria-label="Main">
      <span class={styles.mark}>
        <BrandMark size={34} />
      </span>
      {places.map((place) => (
        <Tooltip key={place.path} text={place.label}>
          <a
            class={styles.place}
            href={place.path}
            aria-label={place.name}
            aria-current={path.startsWith(place.path) ? 'page' : undefined}
          >
            <Icon icon={place.icon} size={21} />
            <span class={styles.count} aria-hidden="true">
              <CountBadge count={place.waiting} label={place.waitingWords} />
            </span>
          </a>
        </Tooltip>
      ))}
      <div class={styles.you}>
        <UserMenu onShortcuts={onShortcuts} />
      </div>
    </nav>
  );
};
