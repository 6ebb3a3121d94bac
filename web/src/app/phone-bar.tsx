import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Ellipsis, type IconNode } from 'lucide';
import { CountBadge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { MoreSheet } from './more-sheet.tsx';
import styles from './phone-bar.module.css';
import { usePlaces, type ShownPlace } from './places.ts';

/** The ways to everything, under a phone's thumb: four places with their names, and the rest behind "More". */
export const PhoneBar = () => {
  const { path } = useLocation();
  const [isOpen, setIsOpen] = useState(false);
  const places = usePlaces();
  const behind = places.filter((place) => place.isOnPhoneBar === undefined);
  const waitingBehind = behind.reduce((sum, { waiting }) => sum + waiting, 0);
  const isBehind = behind.some((place) => path.startsWith(place.path));
  useEffect(() => setIsOpen(false), [path]);
  return (
    <nav class={styles.bar} aria-label="Main">
      {places
        .filter((place) => place.isOnPhoneBar)
        .map((place) => (
          <a
            key={place.path}
            class={styles.place}
            href={place.path}
            aria-label={place.name}
            aria-current={path.startsWith(place.path) ? 'page' : undefined}
          >
            <Sign icon={place.icon} label={place.label} waiting={place.waiting} />
          </a>
        ))}
      <button
        type="button"
        class={styles.place}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={moreName(behind, path)}
        data-current={isBehind ? '' : undefined}
        onClick={() => setIsOpen(true)}
      >
        <Sign icon={Ellipsis} label="More" waiting={waitingBehind} />
      </button>
      {isOpen && <MoreSheet places={behind} onClose={() => setIsOpen(false)} />}
    </nav>
  );
};

const Sign = ({ icon, label, waiting }: { icon: IconNode; label: string; waiting: number }) => (
  <>
    <span class={styles.sign}>
      <Icon icon={icon} size={22} />
      <span class={styles.count} aria-hidden="true">
        <CountBadge count={waiting} label="" />
      </span>
    </span>
    <span class={styles.label}>{label}</span>
  </>
);

/** A screen reader is told, as the colour tells others, that the page on screen is one of those behind. */
const moreName = (behind: readonly ShownPlace[], path: string): string => {
  const open = behind.find((place) => path.startsWith(place.path));
  return open === undefined ? 'More' : `More, ${open.label} is open`;
};
