import { signal } from '@preact/signals';
import type { BrowserStorage } from './browser-storage.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'recado.theme';

export type ThemeStore = ReturnType<typeof createThemeStore>;

/** `public/theme.js` applies the same choice before the first paint. */
export const createThemeStore = (storage: BrowserStorage, root: HTMLElement) => {
  const stored = storage.read(KEY);
  const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');
  return {
    theme,
    choose: (next: Theme) => {
      theme.value = next;
      storage.write(KEY, next === 'system' ? null : next);
      if (next === 'system') delete root.dataset['theme'];
      else root.dataset['theme'] = next;
    },
  };
};
