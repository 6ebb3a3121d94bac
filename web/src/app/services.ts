import { signal, type ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createApi, type Api } from '../api/api.ts';
import { createApiClient } from '../api/client.ts';
import { createTokenKeeper } from '../api/token-keeper.ts';
import { browserTransport } from '../api/transport.ts';
import { browserUpload } from '../api/upload.ts';
import { createSessionStore, type SessionStore, type TabNews } from '../features/access/session-store.ts';
import { forgetWriting } from '../features/conversations/drafts.ts';
import { session as sessionShape } from '../../../workers/contracts/api/access.ts';
import { createToastStore, type ToastStore } from '../ui/toast-store.ts';
import { browserStorage } from './browser-storage.ts';
import { createSignedInHint } from './signed-in-hint.ts';
import { createThemeStore, type ThemeStore } from './theme.ts';

/** What the page needs before anybody has signed in. */
export interface Services {
  api: Api;
  session: SessionStore;
  /** Rises with every good answer of the server: whatever waits to reach it need not wait. */
  answers: ReadonlySignal<number>;
  theme: ThemeStore;
  toasts: ToastStore;
}

const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
  'locks' in navigator ? navigator.locks.request('recado-session', work) : work();

export const createServices = (): Services => {
  const answers = signal(0);
  const tabs = new BroadcastChannel('recado-session');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel never leaves the origin and takes no target
  const tellTabs = (news: TabNews) => tabs.postMessage(news);

  const tokens = createTokenKeeper({
    refresh: () => client.callAnonymously({ method: 'POST', path: '/v1/auth/refresh', answer: sessionShape }),
    alone,
    nowMs: () => Date.now(),
    onRenewed: (held) => session.renewed(held),
  });
  const client = createApiClient({
    transport: browserTransport,
    uploadTransport: browserUpload,
    tokens,
    onSessionLost: () => session.lost(),
    onAnswered: () => {
      answers.value += 1;
    },
  });
  const api = createApi(client);
  const session: SessionStore = createSessionStore({
    api,
    tokens,
    tellTabs,
    onSignedOut: () => forgetWriting(browserStorage),
    hint: createSignedInHint(browserStorage),
  });
  tabs.addEventListener('message', (event: MessageEvent<TabNews>) => void session.hear(event.data));

  return {
    api,
    session,
    answers,
    theme: createThemeStore(browserStorage, document.documentElement),
    toasts: createToastStore({ setTimer: (run, delayMs) => setTimeout(run, delayMs) }),
  };
};

export const ServicesContext = createContext<Services | null>(null);

export const useServices = (): Services => {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('ServicesContext is missing');
  return services;
};
