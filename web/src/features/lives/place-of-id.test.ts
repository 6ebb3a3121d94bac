import { expect, it } from 'vitest';
import { placeOfId } from './place-of-id.rules.ts';

const ids = { next: (prefix: string) => `${prefix}_0123456789ABCDEFGHJKMNPQRS` };

it('an id of whatever kind leads to its page', () => {
  const [letter, webhook, event] = [ids.next('dl'), ids.next('whk'), ids.next('evt')];
  expect(placeOfId(letter)).toBe(`/operations/dead-letters?letter=${letter}`);
  expect(placeOfId(webhook)).toBe(`/operations/webhooks?webhook=${webhook}`);
  expect(placeOfId(`${webhook}-${event}`)).toBe(`/operations/webhooks?webhook=${webhook}&delivery=${event}`);
  for (const [prefix, place] of [
    ['conv', '/inbox/'],
    ['ch', '/channels/'],
    ['evs', '/events/'],
  ] as const) {
    const id = ids.next(prefix);
    expect(placeOfId(id)).toBe(`${place}${id}`);
  }
});

it('what is a message’s, or nothing’s, is left to be looked for', () => {
  for (const id of [ids.next('msg'), 'wamid.HBgM', 'dl_1', `${ids.next('dl')}/..`, '', 'whk_'])
    expect(placeOfId(id)).toBeNull();
});
