import { MapPin } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { numberOf, partOf, textOf } from '../content.rules.ts';
import styles from './location.module.css';

/** A place: a drawn card, because a real map would tell a stranger's server where our customers are. */
export const LocationContent = ({ message }: ContentProps) => {
  const part = partOf(message);
  const latitude = numberOf(part['latitude']);
  const longitude = numberOf(part['longitude']);
  const name = textOf(part['name']);
  const address = textOf(part['address']);
  if (latitude === null || longitude === null) return <p class={styles.none}>A place without coordinates</p>;
  const place = `${latitude},${longitude}`;
  return (
    <div class={styles.card}>
      <div class={styles.map} aria-hidden="true">
        <span class={styles.pin}>
          <Icon icon={MapPin} size={22} />
        </span>
      </div>
      <div class={styles.words}>
        <strong dir="auto">{name === '' ? 'Location' : name}</strong>
        {address !== '' && <p dir="auto">{address}</p>}
        <p class={styles.coordinates}>
          {latitude.toFixed(5)}, {longitude.toFixed(5)}
        </p>
        <p class={styles.links}>
          <a
            href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            OpenStreetMap
          </a>
          <a
            href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(place)}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            Google Maps
          </a>
        </p>
      </div>
    </div>
  );
};
