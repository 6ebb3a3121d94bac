import { MapPinOff } from 'lucide';
import { EmptyState } from '../ui/empty-state.tsx';
import styles from './app.module.css';

export const NotFoundPage = () => (
  <main class={styles.splash}>
    <h1 class="visually-hidden">Page not found</h1>
    <EmptyState icon={MapPinOff} title="There is no page here" action={<a href="/inbox">Go to the inbox</a>}>
      The address may be old, or mistyped.
    </EmptyState>
  </main>
);
