import { BrandMark } from '../ui/brand.tsx';
import styles from './signup-window.module.css';

/** What somebody sees who came to the window's address by themselves: no dashboard waits for what it would say. */
export const SignupAlone = () => (
  <main class={styles.page}>
    <BrandMark size={40} />
    <h1 class={styles.title}>Connect a number from Channels</h1>
    <p class={styles.text}>
      This window is opened by the dashboard when an administrator adds a channel, and hands what Meta says
      back to it. Opened by itself it connects nothing.
    </p>
    <p>
      <a class={styles.link} href="/channels">
        Go to Channels
      </a>
    </p>
  </main>
);
