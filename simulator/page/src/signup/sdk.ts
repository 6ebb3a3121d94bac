/**
 * Stands in for Meta's JavaScript SDK as Embedded Signup uses it: `FB.init`, and `FB.login` with the documented options.
 * Opens a window in which somebody chooses, and hands over what came of it as the real one does: the code to the
 * caller, the ids as a message to the page. Plain script without imports, because pages load it as one.
 */
type LoginAnswer = { authResponse: { code: string; userID: null; expiresIn: null } | null; status: string };

const sdkOrigin = new URL((document.currentScript as HTMLScriptElement).src).origin;
/** How often the window is looked at, whether it is still there, in milliseconds. */
const CLOSED_EVERY_MS = 250;
let appId: string | null = null;

const login = (onAnswer: (answer: LoginAnswer) => void, options: Record<string, unknown>): void => {
  if (appId === null) throw new Error('init not called with valid version');
  const wrong = faultOf(options);
  if (wrong !== null) throw new Error(`FB.login: ${wrong}`);
  const query = new URLSearchParams({
    app_id: appId,
    config_id: String(options['config_id']),
    origin: location.origin,
    extras: JSON.stringify(options['extras'] ?? {}),
  });
  const dialog = window.open(
    `${sdkOrigin}/signup/dialog?${query.toString()}`,
    '_blank',
    'popup,width=600,height=700',
  );
  let isAnswered = false;
  const answer = (code: string | null) => {
    if (isAnswered) return;
    isAnswered = true;
    clearInterval(looking);
    removeEventListener('message', hear);
    onAnswer(
      code === null
        ? { authResponse: null, status: 'unknown' }
        : { authResponse: { code, userID: null, expiresIn: null }, status: 'connected' },
    );
  };
  const hear = ({ origin, source, data }: MessageEvent<{ signupCode?: string | null }>) => {
    if (origin !== sdkOrigin || source !== dialog || typeof data !== 'object') return;
    if (data.signupCode !== undefined) answer(data.signupCode);
  };
  addEventListener('message', hear);
  const looking = setInterval(() => {
    if (dialog === null || dialog.closed) answer(null);
  }, CLOSED_EVERY_MS);
};

const faultOf = (options: Record<string, unknown>): string | null => {
  if (typeof options['config_id'] !== 'string' || !/^\d+$/.test(options['config_id']))
    return 'config_id is missing';
  if (options['response_type'] !== 'code') return 'response_type must be code';
  if (options['override_default_response_type'] !== true)
    return 'override_default_response_type must be true';
  return typeof options['extras'] === 'object' ? null : 'extras must be an object';
};

const page = globalThis as unknown as { FB: object; fbAsyncInit?: () => void };
page.FB = {
  init: (given: { appId?: string; version?: string }) => {
    if (typeof given.appId !== 'string' || !/^v\d+\.\d+$/.test(given.version ?? '')) {
      throw new Error('init not called with valid version');
    }
    appId = given.appId;
  },
  login,
};
page.fbAsyncInit?.();
