import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { channelPacer } from '../workers/platform/pacer.ts';

const NOW_MS = Date.UTC(2026, 4, 12, 9);
const pacerOf = (channelId: string) => channelPacer(env, 'co_1', channelId);
/** How long to wait, or 0. */
const ask = async (channelId: string, to: string, nowMs = NOW_MS, perSecond = 80) => {
  const permit = await pacerOf(channelId).acquire({ ref: `conv/${to}`, to, perSecond }, nowMs);
  return permit.kind === 'granted' ? 0 : permit.waitMs;
};

it('grants one person 45 messages at once, then one in six seconds, whatever others get', async () => {
  for (let n = 0; n < 45; n++) expect(await ask('ch_pair', '15550100')).toBe(0);
  expect(await ask('ch_pair', '15550100')).toBe(6_000);
  expect(await ask('ch_pair', '15550101')).toBe(0);
  expect(await ask('ch_pair', '15550100', NOW_MS + 6_000)).toBe(0);
});

it('remembers a person’s rate when the object was evicted', async () => {
  for (let n = 0; n < 45; n++) await ask('ch_evicted', '15550100');
  await evictDurableObject(env.CHANNEL_PACER.get(env.CHANNEL_PACER.idFromName('co_1/ch_evicted')));
  expect(await ask('ch_evicted', '15550100')).toBe(6_000);
});

it.each([20, 80, 1_000])(
  'grants a number of %i a second as many at once, then one after the other',
  async (rate) => {
    const intervalMs = 1_000 / rate;
    const number = `ch_number_${rate}`;
    const asked = Array.from({ length: rate }, (_, n) => ask(number, `1555${n}`, NOW_MS, rate));
    expect(new Set(await Promise.all(asked))).toEqual(new Set([0]));
    expect(await ask(number, '1556000', NOW_MS, rate)).toBeCloseTo(intervalMs);
    expect(await ask(number, '1556000', NOW_MS + Math.ceil(intervalMs), rate)).toBe(0);
  },
);
