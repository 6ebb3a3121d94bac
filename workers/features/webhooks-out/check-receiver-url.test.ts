import { expect, it } from 'vitest';
import type { Config } from '../../config.ts';
import { refusalOf } from './check-receiver-url.ts';

/** As far as addresses are judged by it. */
const config = (isLocal: boolean) =>
  ({
    isLocal,
    appUrl: 'https://inbox.example',
    meta: { graphUrl: 'https://graph.facebook.com' },
  }) as Partial<Config> as Config;

it.each(['https://inbox.example/webhooks/in/abc', 'https://INBOX.example:8443/', 'https://inbox.example.'])(
  'what happens is not told to ourselves, who would do it again: %s',
  (url) => {
    expect(refusalOf({ config: config(false) }, url)).not.toBeNull();
  },
);

it('another host under the same name is another’s', () => {
  expect(refusalOf({ config: config(false) }, 'https://hooks.inbox.example/in')).toBeNull();
});
