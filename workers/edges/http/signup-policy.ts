/** Where Meta's SDK comes from, unless a deployment says otherwise. */
const META_SDK_ORIGIN = 'https://connect.facebook.net';
/** Whose messages the signup's are. Source: Meta, Embedded Signup, implementation. */
const META_ORIGINS = [
  'https://www.facebook.com',
  'https://web.facebook.com',
  'https://business.facebook.com',
];
/** What the SDK frames and asks besides. Source: Meta, JavaScript SDK with a Content-Security-Policy. */
const META_FRAMES = [...META_ORIGINS, 'https://staticxx.facebook.com'];
const META_CALLS = [...META_ORIGINS, 'https://graph.facebook.com', META_SDK_ORIGIN];

/** Who may do what in the window of Embedded Signup: this deployment, and Meta where its SDK needs it. */
export function signupPolicy(sdkUrl: string): { origins: string[]; headers: Record<string, string> } {
  const sdk = new URL(sdkUrl).origin;
  const isMeta = sdk === META_SDK_ORIGIN;
  const [origins, frames, calls] = isMeta ? [META_ORIGINS, META_FRAMES, META_CALLS] : [[sdk], [sdk], [sdk]];
  const policy = {
    'default-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'script-src': `'self' ${sdk}`,
    'connect-src': `'self' ${calls.join(' ')}`,
    'frame-src': frames.join(' '),
    'img-src': ["'self'", 'data:', ...(isMeta ? [...META_ORIGINS] : [sdk])].join(' '),
    'font-src': "'self'",
    'style-src': "'self'",
  };
  return {
    origins,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': Object.entries(policy)
        .map(([directive, sources]) => `${directive} ${sources}`)
        .join('; '),
      // Meta's window may speak to this one; whoever opened this one has lost it.
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      // Meta wants to see which site asks.
      'referrer-policy': 'strict-origin-when-cross-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  };
}
