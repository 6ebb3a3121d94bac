import { render } from 'preact';
import * as z from 'zod/mini';
import { signupSettings } from '../../../workers/contracts/signup-window.ts';
import '../ui/base.css';
import { loadFacebookSdk } from './facebook-sdk.ts';
import { openTalkOfWindow } from './signup-talk.ts';
import { SignupAlone } from './signup-alone.tsx';
import { SignupWindow } from './signup-window.tsx';
import { createSignupWindowStore } from './signup-window-store.ts';

// zod would otherwise try to compile parsers with `new Function`, which the Content-Security-Policy refuses.
z.config({ jitless: true });

const root = document.querySelector('#app');
const told = document.querySelector<HTMLMetaElement>('meta[name="signup"]')?.content ?? '';

const later = (work: () => void, ms: number) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

const session = location.hash.slice(1);

if (root !== null && session === '') render(<SignupAlone />, root);
else if (root !== null) {
  const store = createSignupWindowStore({
    // The server of this page wrote them; without them there is nothing to show.
    settings: z.parse(signupSettings, JSON.parse(told)),
    session,
    loadSdk: loadFacebookSdk,
    openTalk: openTalkOfWindow,
    later,
  });
  addEventListener('message', store.hear);
  addEventListener('pagehide', store.leave);
  void store.start();
  render(<SignupWindow store={store} />, root);
}
