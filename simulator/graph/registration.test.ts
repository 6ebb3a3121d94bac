import { expect, test } from 'vitest';
import { asObject, createTestWorld, errorOf, garden } from '../testing/test-world.ts';
import type { TestWorld } from '../testing/test-world.ts';

const register = (world: TestWorld, pin: string) =>
  world.graph('POST', `/${garden.phoneNumberId}/register`, { messaging_product: 'whatsapp', pin });

const patch = (world: TestWorld, body: object) =>
  world.control('PATCH', `/numbers/${garden.phoneNumberId}`, body);

test('the first PIN is kept; a wrong one is refused, and after five no more guesses are taken', async () => {
  const world = await createTestWorld();
  expect((await register(world, '123456')).status).toBe(200);
  const codes = [];
  for (const pin of ['000001', '000002', '000003', '000004']) {
    codes.push(errorOf(await register(world, pin)).code);
  }
  expect(codes).toEqual([133005, 133005, 133005, 133008]);
  expect((await register(world, '123456')).status).toBe(200);
});

test('a number is registered at most ten times within 72 hours', async () => {
  const world = await createTestWorld();
  for (let count = 0; count < 10; count++) await register(world, '123456');
  expect(errorOf(await register(world, '123456')).code).toBe(133016);
  await world.clock.advance(72 * 3_600_000);
  expect((await register(world, '123456')).status).toBe(200);
});

test('a number of the phone app is not registered, but gives its contacts and its history, each once', async () => {
  const world = await createTestWorld();
  const ana = await world.customer();
  const ask = (type: string) =>
    world.graph('POST', `/${garden.phoneNumberId}/smb_app_data`, {
      messaging_product: 'whatsapp',
      sync_type: type,
    });
  expect(errorOf(await ask('history')).code).toBe(100);
  await patch(world, { health: { isOnPhoneApp: true } });
  expect(errorOf(await register(world, '123456')).code).toBe(100);
  expect((await ask('smb_app_state_sync')).body).toMatchObject({ request_id: expect.any(String) });
  expect((await ask('history')).status).toBe(200);
  expect(errorOf(await ask('history')).code).toBe(2593107);
  await patch(world, { onboardedAtMs: world.clock.nowMs() - 25 * 3_600_000 });
  expect(errorOf(await ask('smb_app_state_sync')).code).toBe(2593108);
  await world.clock.advance(20);
  const [contacts, ...history] = world.changes();
  expect(contacts).toMatchObject({
    field: 'smb_app_state_sync',
    value: { state_sync: [{ contact: { phone_number: ana.phone } }] },
  });
  expect(new Set(history.map(({ field }) => field))).toEqual(new Set(['history']));
});

test('the fields of number and account say what their health is', async () => {
  const world = await createTestWorld();
  const fields =
    'quality_rating,status,name_status,throughput,messaging_limit_tier,account_mode,health_status';
  const read = async () => (await world.graph('GET', `/${garden.phoneNumberId}?fields=${fields}`)).body;
  expect(await read()).toMatchObject({
    quality_rating: 'GREEN',
    status: 'CONNECTED',
    throughput: { level: 'STANDARD' },
    health_status: { can_send_message: 'AVAILABLE' },
  });
  await patch(world, { health: { nameStatus: 'PENDING_REVIEW', accountMode: 'SANDBOX' } });
  await world.control('POST', `/numbers/${garden.phoneNumberId}/account-events`, {
    event: 'account-disabled',
  });
  await world.control('POST', `/numbers/${garden.phoneNumberId}/account-events`, { event: 'limit-lowered' });
  const sick = await read();
  expect(sick).toMatchObject({
    quality_rating: 'YELLOW',
    status: 'BANNED',
    name_status: 'PENDING_REVIEW',
    account_mode: 'SANDBOX',
    messaging_limit_tier: 'TIER_250',
    health_status: { can_send_message: 'BLOCKED' },
  });
  const entities = asObject(sick['health_status'])['entities'];
  expect(entities).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        entity_type: 'WABA',
        errors: [expect.objectContaining({ error_code: 368 })],
      }),
    ]),
  );
  const account = await world.graph(
    'GET',
    `/${garden.wabaId}?fields=name,account_review_status,ownership_type,owner_business_info`,
  );
  expect(account.body).toMatchObject({
    name: 'Demo Garden',
    account_review_status: 'DISABLED',
    ownership_type: 'CLIENT_OWNED',
    id: garden.wabaId,
  });
});

test('a change of a number leaves everything else as it was', async () => {
  const world = await createTestWorld();
  const ana = await world.customer();
  await patch(world, { verifiedName: 'New name' });
  await world.write(ana.id, { text: 'Still heard' });
  await world.clock.advance(20);
  expect(world.received.map(({ url }) => url)).toEqual([garden.callbackUrl]);
});
