import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import styles from './kbd.module.css';

export const Kbd = ({
  children,
  onTooltip = false,
}: {
  children: ComponentChildren;
  onTooltip?: boolean;
}) => <kbd class={classNames(styles.kbd, onTooltip && styles.inverse)}>{children}</kbd>;
