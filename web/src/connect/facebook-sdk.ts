import type { SignupSettings } from '../../../workers/contracts/signup-window.ts';

/** What came of a login: Meta gives a code only to whoever went through with it. */
export interface LoginAnswer {
  authResponse?: { code?: string } | null;
}

/** The part of Meta's JavaScript SDK that Embedded Signup uses. Source: Meta, Facebook SDK for JavaScript. */
export interface FacebookSdk {
  init(options: { appId: string; version: string; autoLogAppEvents: boolean; xfbml: boolean }): void;
  login(onAnswer: (answer: LoginAnswer) => void, options: Record<string, unknown>): void;
}

/** How long the SDK may take to come, in milliseconds. Ours. */
const LOADS_WITHIN_MS = 20_000;

/** Sound: Meta's script puts its SDK there before it calls `fbAsyncInit`, and nothing else here uses these names. */
const sdkWindow = () => globalThis as { FB?: FacebookSdk; fbAsyncInit?: () => void };

/** Loads Meta's SDK into this page. Rejects when it does not come, as where a blocker holds it back. */
export const loadFacebookSdk = ({ appId, sdkUrl, graphVersion }: SignupSettings): Promise<FacebookSdk> => {
  const { promise, resolve, reject } = Promise.withResolvers<FacebookSdk>();
  sdkWindow().fbAsyncInit = () => {
    const { FB } = sdkWindow();
    if (FB === undefined) return reject(new Error('the SDK is not there'));
    FB.init({ appId, version: graphVersion, autoLogAppEvents: false, xfbml: false });
    resolve(FB);
  };
  setTimeout(() => reject(new Error('the SDK did not come')), LOADS_WITHIN_MS);
  const script = document.createElement('script');
  script.src = sdkUrl;
  script.async = true;
  script.crossOrigin = 'anonymous';
  script.addEventListener('error', () => reject(new Error('the SDK was not loaded')));
  document.head.append(script);
  return promise;
};
