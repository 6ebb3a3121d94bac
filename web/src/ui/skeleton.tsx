import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

/** A grey shape where something is about to be. */
export const Skeleton = ({
  shape = 'line',
  width = 'full',
}: {
  shape?: 'line' | 'circle' | 'block';
  width?: 'full' | 'long' | 'half' | 'short';
}) => <span class={classNames(styles.skeleton, styles[shape], styles[width])} aria-hidden="true" />;
