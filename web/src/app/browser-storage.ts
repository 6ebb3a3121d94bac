/** The browser's storage, which may be full or switched off: then nothing is remembered, and nothing breaks. */
export const browserStorage = {
  isThere: (): boolean => {
    try {
      return localStorage !== null;
    } catch {
      return false;
    }
  },
  read: (key: string): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write: (key: string, value: string | null): void => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // Not remembered.
    }
  },
  keys: (prefix: string): string[] => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
};

export type BrowserStorage = typeof browserStorage;
