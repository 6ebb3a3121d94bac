import styles from './spinner.module.css';

export const Spinner = ({ label = 'Loading', size = 18 }: { label?: string; size?: number }) => (
  <svg class={styles.spinner} width={size} height={size} viewBox="0 0 24 24" role="img" aria-label={label}>
    <circle class={styles.track} cx="12" cy="12" r="9" />
    <path class={styles.head} d="M12 3a9 9 0 0 1 9 9" />
  </svg>
);
