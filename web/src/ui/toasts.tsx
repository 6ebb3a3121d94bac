import { signal } from '@preact/signals';
import { CircleAlert, CircleCheck, Info, X } from 'lucide';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './toasts.module.css';

export interface Toast {
  id: number;
  tone: 'info' | 'success' | 'danger';
  text: string;
}

export type ToastStore = ReturnType<typeof createToastStore>;

const SHOWN_MS = 5_000;
const SHOWN_WHEN_BAD_MS = 9_000;

export const createToastStore = (deps: { setTimer: (run: () => void, delayMs: number) => unknown }) => {
  const toasts = signal<readonly Toast[]>([]);
  let lastId = 0;
  const dismiss = (id: number) => {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  };
  const show = (tone: Toast['tone'], text: string) => {
    lastId += 1;
    const id = lastId;
    toasts.value = [...toasts.value.filter((toast) => toast.text !== text).slice(-2), { id, tone, text }];
    deps.setTimer(() => dismiss(id), tone === 'danger' ? SHOWN_WHEN_BAD_MS : SHOWN_MS);
  };
  return { toasts, show, dismiss };
};

const ICONS = { info: Info, success: CircleCheck, danger: CircleAlert };

export const Toasts = ({ store }: { store: ToastStore }) => (
  <output class={styles.toasts} aria-label="Notifications">
    {store.toasts.value.map((toast) => (
      <div key={toast.id} class={styles.toast} data-tone={toast.tone}>
        <Icon icon={ICONS[toast.tone]} size={18} />
        <p>{toast.text}</p>
        <IconButton icon={X} label="Dismiss" size="sm" onClick={() => store.dismiss(toast.id)} />
      </div>
    ))}
  </output>
);
