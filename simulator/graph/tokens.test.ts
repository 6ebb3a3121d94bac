import { expect, test } from 'vitest';
import { asObject, books, createTestWorld, errorOf, garden } from '../testing/test-world.ts';
import type { TestWorld } from '../testing/test-world.ts';

const change = (world: TestWorld, body: object) =>
  world.control('POST', `/numbers/${garden.phoneNumberId}/tokens`, body);

const appToken = `${garden.appId}|${garden.appSecret}`;

const debug = async (world: TestWorld, token: string, caller = appToken) =>
  asObject((await world.graph('GET', `/debug_token?input_token=${token}`, undefined, caller)).body['data']);

test('a token works until its last second, then every call says that it expired', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const expiresAtMs = world.clock.nowMs() + 60_000;
  await change(world, { expiresAtMs });
  const hello = { type: 'text', text: { body: 'x' } };
  expect((await world.send(hello)).status).toBe(200);
  expect(await debug(world, garden.accessToken)).toMatchObject({
    is_valid: true,
    expires_at: Math.floor(expiresAtMs / 1000),
  });
  await world.clock.advance(60_000);
  const refused = await world.send(hello);
  expect(refused.status).toBe(401);
  expect(asObject(refused.body['error'])).toMatchObject({ code: 190, error_subcode: 463 });
  expect(await debug(world, garden.accessToken)).toMatchObject({
    is_valid: false,
    error: { code: 190, subcode: 463 },
  });
});

test('a revoked token is refused, a further token of the number works beside it', async () => {
  const world = await createTestWorld();
  await change(world, { token: 'second', expiresAtMs: null });
  await change(world, { isRevoked: true });
  const read = (token: string) => world.graph('GET', `/${garden.phoneNumberId}`, undefined, token);
  expect(asObject((await read(garden.accessToken)).body['error'])).toMatchObject({
    code: 190,
    error_subcode: 467,
  });
  expect((await read('second')).status).toBe(200);
  expect(errorOf(await read('third')).code).toBe(190);
});

test('a token without the permission may read the account, but not send', async () => {
  const world = await createTestWorld();
  await world.withAna();
  await change(world, { scopes: ['whatsapp_business_management'] });
  expect(await debug(world, garden.accessToken)).toMatchObject({
    scopes: ['whatsapp_business_management'],
    granular_scopes: [{ scope: 'whatsapp_business_management', target_ids: [garden.wabaId] }],
  });
  expect((await world.graph('GET', `/${garden.wabaId}/phone_numbers`)).status).toBe(200);
  expect(errorOf(await world.send({ type: 'text', text: { body: 'x' } })).code).toBe(10);
});

test('a token of two accounts names both; a token of another app is not shown', async () => {
  const world = await createTestWorld({
    numbers: [garden, books, { ...books, phoneNumberId: '5', accessToken: 'other-app', appId: '9' }],
  });
  await change(world, { token: 'both', phoneNumberIds: [garden.phoneNumberId, books.phoneNumberId] });
  expect(await debug(world, 'both')).toMatchObject({
    granular_scopes: [
      { target_ids: [garden.wabaId, books.wabaId] },
      { target_ids: [garden.wabaId, books.wabaId] },
    ],
  });
  const foreign = await world.graph('GET', '/debug_token?input_token=other-app', undefined, appToken);
  expect(errorOf(foreign).code).toBe(100);
});
