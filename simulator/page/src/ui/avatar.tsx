import styles from './avatar.module.css';

/** Initials on a colour that stays with the name. */
export function Avatar({ name, seed, size = 40 }: { name: string; seed: string; size?: number }) {
  const letters = name
    .split(/\s+/)
    .filter((part) => /\p{L}/u.test(part))
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('');
  const hue = seed.split('').reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
  return (
    <span
      class={styles['avatar']}
      style={{ '--hue': String(hue), width: `${size}px`, height: `${size}px`, fontSize: `${size * 0.38}px` }}
      aria-hidden="true"
    >
      {letters || '#'}
    </span>
  );
}
