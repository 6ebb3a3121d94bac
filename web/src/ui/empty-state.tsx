import type { ComponentChildren } from 'preact';
import type { IconNode } from 'lucide';
import { Icon } from './icon.tsx';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  icon: IconNode;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}

export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div class={styles.empty}>
    <span class={styles.icon}>
      <Icon icon={icon} size={24} strokeWidth={1.6} />
    </span>
    <p class={styles.title}>{title}</p>
    {children !== undefined && <div class={styles.text}>{children}</div>}
    {action !== undefined && <div class={styles.action}>{action}</div>}
  </div>
);
