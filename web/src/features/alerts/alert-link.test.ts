import { expect, it } from 'vitest';
import { linkOf } from './alert-link.rules.ts';

it('an alert leads to where its trouble is mended', () => {
  const hrefOf = (kind: string, about: string | null, scope: 'company' | 'deployment' = 'company') =>
    linkOf({ kind, about }, scope)?.href ?? null;
  expect(hrefOf('webhook.failing', 'whk_1')).toBe('/operations/webhooks?webhook=whk_1');
  expect(hrefOf('rule.dead_letters', null)).toBe('/operations/dead-letters');
  expect(hrefOf('rule.dead_letters', null, 'deployment')).toBe('/operations/dead-letters?of=deployment');
  expect(hrefOf('rule.oldest_job', 'media', 'deployment')).toBe('/operations/lanes');
  expect(hrefOf('rule.events_failed', 'evs_1')).toBe('/events/evs_1?state=failed');
  expect(hrefOf('account.restricted', null)).toBeNull();
});
