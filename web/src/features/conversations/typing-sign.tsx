import type { ThreadStore } from './thread-store.ts';
import styles from './typing-sign.module.css';

/** Says which colleague writes; its place is always kept, so that nothing moves when it comes and goes. */
export const TypingSign = ({ thread }: { thread: ThreadStore }) => {
  const names = thread.typists.value.map((typist) => typist.name);
  return (
    <p class={styles.sign} aria-live="polite">
      {names.length > 0 && (
        <>
          <span class={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {names.length === 1 ? `${names[0]} is typing…` : `${names.join(' and ')} are typing…`}
        </>
      )}
    </p>
  );
};
