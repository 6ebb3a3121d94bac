import type { SignedInHint } from '../features/access/session-store.ts';
import type { BrowserStorage } from './browser-storage.ts';

const KEY = 'recado.signed-in';

/** Where the browser remembers nothing, somebody may always be signed in. */
export const createSignedInHint = (storage: BrowserStorage): SignedInHint => ({
  isKept: () => !storage.isThere() || storage.read(KEY) !== null,
  keep: (isSignedIn) => storage.write(KEY, isSignedIn ? 'yes' : null),
});
