import { User } from 'lucide';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { initialsOf, toneOf } from './initials.rules.ts';
import styles from './avatar.module.css';

interface AvatarProps {
  id: string;
  name: string | null;
  size?: 'xs' | 'sm' | 'md' | 'lg' | 'xl';
  /** Said to people who do not see it; leave it out where the name stands beside the picture. */
  label?: string | undefined;
  square?: boolean;
}

export const Avatar = ({ id, name, size = 'md', label, square = false }: AvatarProps) => {
  const initials = initialsOf(name);
  return (
    <span
      class={classNames(styles.avatar, styles[size], styles[`tone${toneOf(id)}`], square && styles.square)}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? 'true' : undefined}
      title={label}
    >
      {initials === '' ? <Icon icon={User} size={size === 'xs' ? 12 : size === 'sm' ? 14 : 18} /> : initials}
    </span>
  );
};
