import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import styles from './badge.module.css';

export type BadgeTone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

export const Badge = ({
  tone = 'neutral',
  dot = false,
  children,
}: {
  tone?: BadgeTone;
  dot?: boolean;
  children: ComponentChildren;
}) => (
  <span class={classNames(styles.badge, styles[tone])}>
    {dot && <span class={styles.dot} aria-hidden="true" />}
    {children}
  </span>
);

/** How many are waiting; says nothing when none are. */
export const CountBadge = ({ count, label }: { count: number; label: string }) =>
  count <= 0 ? null : (
    <span class={styles.count}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="visually-hidden">{label}</span>
    </span>
  );
