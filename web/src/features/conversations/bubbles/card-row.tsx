import type { ComponentChildren } from 'preact';
import styles from './card-row.module.css';

/** Cards side by side, as the phone shows a carousel; nothing where there are none. */
export const CardRow = ({ cards }: { cards: readonly ComponentChildren[] }) =>
  cards.length === 0 ? null : (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section class={styles.row} tabIndex={0} data-sideways aria-label={`${cards.length} cards`}>
      {cards.map((card, index) => (
        <div key={index} class={styles.slide}>
          {card}
        </div>
      ))}
    </section>
  );
