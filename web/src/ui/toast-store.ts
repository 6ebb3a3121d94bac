import { signal } from '@preact/signals';
import { createContext } from 'preact';

export interface Toast {
  id: number;
  tone: 'info' | 'success' | 'danger';
  text: string;
}

export type ToastStore = ReturnType<typeof createToastStore>;

const SHOWN_MS = 5_000;
const SHOWN_WHEN_BAD_MS = 9_000;

/** What was just done or could not be done, said for a few seconds. */
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
  /** Places that could show them, the topmost last: the page, and each dialog over it. */
  const layers = signal<readonly symbol[]>([]);
  const addLayer = (): { layer: symbol; leave: () => void } => {
    const layer = Symbol('layer');
    layers.value = [...layers.peek(), layer];
    return {
      layer,
      leave: () => {
        layers.value = layers.peek().filter((one) => one !== layer);
      },
    };
  };
  return { toasts, show, dismiss, layers, addLayer };
};

/** Dialogs show the toasts too: a modal dialog makes all around it inert, so nobody could read or dismiss them there. */
export const ToastsContext = createContext<ToastStore | null>(null);
