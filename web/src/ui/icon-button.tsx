import type { ButtonHTMLAttributes, Ref } from 'preact';
import type { IconNode } from 'lucide';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';
import styles from './icon-button.module.css';

type IconButtonProps = Omit<ButtonHTMLAttributes, 'icon' | 'size'> & {
  icon: IconNode;
  label: string;
  shortcut?: string;
  size?: 'sm' | 'md';
  pressed?: boolean | undefined;
  ref?: Ref<HTMLButtonElement>;
};

export const IconButton = ({
  icon,
  label,
  shortcut,
  size = 'md',
  pressed,
  class: className,
  ...rest
}: IconButtonProps) => (
  <Tooltip text={label} shortcut={shortcut}>
    <button
      type="button"
      {...rest}
      class={classNames(styles.button, styles[size], className as string)}
      aria-label={label}
      aria-pressed={pressed}
    >
      <Icon icon={icon} size={size === 'sm' ? 16 : 18} />
    </button>
  </Tooltip>
);
