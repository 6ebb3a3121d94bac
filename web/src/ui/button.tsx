import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import type { IconNode } from 'lucide';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Spinner } from './spinner.tsx';
import styles from './button.module.css';

type ButtonProps = Omit<ButtonHTMLAttributes, 'icon' | 'size' | 'loading'> & {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  size?: 'sm' | 'md' | 'lg';
  icon?: IconNode;
  busy?: boolean;
  block?: boolean;
  children?: ComponentChildren;
};

export const Button = ({
  variant = 'secondary',
  size = 'md',
  icon,
  busy = false,
  block = false,
  children,
  class: className,
  disabled,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    {...rest}
    class={classNames(
      styles.button,
      styles[variant],
      styles[size],
      block && styles.block,
      className as string,
    )}
    aria-busy={busy}
    disabled={busy || disabled === true}
  >
    {busy ? <Spinner size={16} label="Working" /> : icon !== undefined && <Icon icon={icon} size={16} />}
    {children}
  </button>
);
