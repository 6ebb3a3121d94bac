import { expect, it } from 'vitest';
import { signupPolicy } from './signup-policy.ts';

const directives = (sdkUrl: string) =>
  Object.fromEntries(
    (signupPolicy(sdkUrl).headers['content-security-policy'] ?? '').split('; ').map((one) => {
      const [name = '', ...sources] = one.split(' ');
      return [name, sources];
    }),
  );

it('lets nobody but Meta and this deployment into the window, and runs scripts only of the SDK and its own', () => {
  const all = directives('https://connect.facebook.net/en_US/sdk.js');
  expect(all['script-src']).toEqual(["'self'", 'https://connect.facebook.net']);
  const foreign = Object.values(all)
    .flat()
    .filter(
      (source) => source.startsWith('https:') && !/^https:\/\/[a-z]+\.facebook\.(com|net)$/.test(source),
    );
  expect(foreign).toEqual([]);
  expect(Object.values(all).flat()).not.toContain("'unsafe-inline'");
  expect([all['default-src'], all['frame-ancestors']]).toEqual([["'none'"], ["'none'"]]);
});

it('believes Meta’s origins, or the one that a deployment takes its SDK from, and no other', () => {
  const meta = signupPolicy('https://connect.facebook.net/en_US/sdk.js').origins;
  expect(meta).toContain('https://www.facebook.com');
  expect(meta.filter((origin) => !origin.endsWith('.facebook.com'))).toEqual([]);
  expect(signupPolicy('http://localhost:8788/signup/sdk.js').origins).toEqual(['http://localhost:8788']);
});

it('keeps the way to Meta’s window open, which the dashboard does not', () => {
  const { headers } = signupPolicy('https://connect.facebook.net/en_US/sdk.js');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin-allow-popups');
});
