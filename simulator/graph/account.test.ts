import { expect, test } from 'vitest';
import { asObject, books, createTestWorld, errorOf, garden } from '../testing/test-world.ts';

test('a number gives the fields that were asked for, and refuses unknown ones', async () => {
  const world = await createTestWorld();
  expect(
    (await world.graph('GET', `/${garden.phoneNumberId}?fields=verified_name,quality_rating`)).body,
  ).toEqual({
    verified_name: 'Demo Garden',
    quality_rating: 'GREEN',
    id: garden.phoneNumberId,
  });
  expect(errorOf(await world.graph('GET', `/${garden.phoneNumberId}?fields=colour`)).code).toBe(100);
  expect(
    errorOf(await world.graph('GET', `/${garden.phoneNumberId}`, undefined, books.accessToken)).code,
  ).toBe(10);
});

test('without a subscription no webhooks come; subscribing brings them back', async () => {
  const world = await createTestWorld();
  const ana = await world.customer();
  await world.graph('DELETE', `/${garden.wabaId}/subscribed_apps`);
  await world.write(ana.id, { text: 'Lost' });
  await world.clock.advance(100);
  expect(world.received).toEqual([]);
  expect((await world.graph('POST', `/${garden.wabaId}/subscribed_apps`, {})).body).toEqual({
    success: true,
  });
  await world.write(ana.id, { text: 'Heard' });
  await world.clock.advance(100);
  expect(world.updates()).toMatchObject([{ text: { body: 'Heard' } }]);
});

test('an override callback is verified by handshake before it is used', async () => {
  const world = await createTestWorld();
  const ana = await world.customer();
  const override = { override_callback_uri: 'http://elsewhere.test/hooks', verify_token: 'other' };
  expect(errorOf(await world.graph('POST', `/${garden.wabaId}/subscribed_apps`, override)).code).toBe(2200);
  world.business.answer = ({ url }) => ({
    status: 200,
    text: new URL(url).searchParams.get('hub.challenge') ?? '',
  });
  expect((await world.graph('POST', `/${garden.wabaId}/subscribed_apps`, override)).status).toBe(200);
  const handshake = new URL(world.received.at(-1)?.url ?? '');
  expect(handshake.searchParams.get('hub.mode')).toBe('subscribe');
  expect(handshake.searchParams.get('hub.verify_token')).toBe('other');
  await world.write(ana.id, { text: 'Hi' });
  await world.clock.advance(20);
  expect(world.received.at(-1)?.url).toBe('http://elsewhere.test/hooks');
  // What concerns the account goes to the app's own callback.
  await world.control('POST', `/numbers/${garden.phoneNumberId}/account-events`, {
    event: 'review-approved',
  });
  await world.clock.advance(20);
  expect(world.received.at(-1)?.url).toBe(garden.callbackUrl);
  expect((await world.graph('GET', `/${garden.wabaId}/subscribed_apps`)).body['data']).toMatchObject([
    { override_callback_uri: 'http://elsewhere.test/hooks' },
  ]);
  await world.graph('POST', `/${garden.wabaId}/subscribed_apps`, {});
  await world.write(ana.id, { text: 'Hi again' });
  await world.clock.advance(20);
  expect(world.received.at(-1)?.url).toBe(garden.callbackUrl);
});

test('a deregistered number cannot send until it is registered again', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const hello = { type: 'text', text: { body: 'x' } };
  await world.graph('POST', `/${garden.phoneNumberId}/deregister`);
  expect(errorOf(await world.send(hello)).code).toBe(133010);
  const register = (pin: string) =>
    world.graph('POST', `/${garden.phoneNumberId}/register`, { messaging_product: 'whatsapp', pin });
  expect(errorOf(await register('12')).code).toBe(100);
  expect((await register('123456')).status).toBe(200);
  expect((await world.send(hello)).status).toBe(200);
});

test('a signup code is exchanged once, within thirty seconds, for a token that debug_token knows', async () => {
  const world = await createTestWorld();
  const issue = async () =>
    String((await world.control('POST', `/numbers/${garden.phoneNumberId}/signup-codes`)).body['code']);
  const exchange = (code: string, secret = garden.appSecret) =>
    world.call(
      'GET',
      `/v24.0/oauth/access_token?client_id=${garden.appId}&client_secret=${secret}&code=${code}`,
    );
  const code = await issue();
  expect((await exchange(code, 'wrong')).status).toBe(400);
  expect((await exchange(code)).body).toEqual({ access_token: garden.accessToken, token_type: 'bearer' });
  expect((await exchange(code)).status).toBe(400);
  const late = await issue();
  await world.clock.advance(30_000);
  expect((await exchange(late)).status).toBe(400);
  const debugged = await world.graph('GET', `/debug_token?input_token=${garden.accessToken}`);
  expect(debugged.body['data']).toMatchObject({
    is_valid: true,
    granular_scopes: [{ target_ids: [garden.wabaId] }, { target_ids: [garden.wabaId] }],
  });
  expect(asObject((await world.graph('GET', '/debug_token?input_token=x')).body['data'])['is_valid']).toBe(
    false,
  );
});
