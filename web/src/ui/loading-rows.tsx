import { Skeleton } from './skeleton.tsx';
import styles from './loading-rows.module.css';

/** Where a list of rows is about to be. */
export const LoadingRows = ({ label, rows = 3 }: { label: string; rows?: number }) => (
  <output class={styles.rows} aria-label={label}>
    {Array.from({ length: rows }, (_, index) => (
      <span key={index} class={styles.row}>
        <Skeleton width="half" />
        <Skeleton width={index % 2 === 0 ? 'long' : 'short'} />
      </span>
    ))}
  </output>
);
