import styles from './brand.module.css';

/** The mark: a note in a speech bubble, ticked off. */
export const BrandMark = ({ size = 32 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" class={styles.mark}>
    <rect width="32" height="32" rx="9.500" class={styles.tile} />
    <path
      d="M9 10.500A2.500 2.500 0 0 1 11.500 8h9a2.500 2.500 0 0 1 2.500 2.500v6a2.500 2.500 0 0 1-2.500 2.500H15l-4.270 4.150c-.640.620-1.730.170-1.730-.720z"
      class={styles.paper}
    />
    <path d="m12.900 13.600 2.200 2.200 4.100-4.300" class={styles.tick} />
  </svg>
);

/** The word, drawn from circles and stems. */
export const Wordmark = ({ height = 26 }: { height?: number }) => (
  <svg
    height={height}
    width={(height * 123) / 30}
    viewBox="0 0 123 30"
    role="img"
    aria-label="Recado"
    class={styles.word}
  >
    <path d="M3 27V13.500M3 18.500c0-3.600 2.500-5.800 6.500-5.500" />
    <path d="M16.200 19.600h13.600a6.900 6.900 0 1 0-2.100 5.100" />
    <path d="M49.100 15a6.900 6.900 0 1 0 0 10" />
    <circle cx="62.900" cy="20" r="6.900" />
    <path d="M69.800 13.100V27" />
    <circle cx="85.400" cy="20" r="6.900" />
    <path d="M92.300 3v24" />
    <circle cx="107.900" cy="20" r="6.900" />
    <circle cx="119.500" cy="25.700" r="1" class={styles.dot} />
  </svg>
);
