import { expect, test } from 'vitest';
import { asObject, createTestWorld, garden } from '../testing/test-world.ts';
import type { TestWorld } from '../testing/test-world.ts';

const APP = '100000000000001';

async function ends(world: TestWorld, outcome: object) {
  const response = await world.simulator.app.request('/signup/outcomes', {
    method: 'POST',
    body: JSON.stringify({ appId: APP, ...outcome }),
  });
  return asObject(await response.json());
}

test('somebody who finishes hands over a code and the ids of a number that is neither registered nor subscribed', async () => {
  const world = await createTestWorld();
  const { code, message } = await ends(world, {
    event: 'finish',
    newNumber: { verifiedName: 'Corner Bakery' },
  });
  const { data, event } = asObject(message);
  const { phone_number_id: phoneNumberId, waba_id: wabaId } = asObject(data);
  expect([event, typeof code]).toEqual(['FINISH', 'string']);
  expect(world.simulator.world.store.numbers.find(String(phoneNumberId))).toMatchObject({
    wabaId,
    verifiedName: 'Corner Bakery',
    appId: APP,
    isRegistered: false,
    isSubscribed: false,
  });
});

test('of a number that stays on its phone, or of an account alone, only the account is named', async () => {
  const world = await createTestWorld();
  const phone = await ends(world, {
    event: 'finish',
    isForPhoneApp: true,
    phoneNumberId: garden.phoneNumberId,
  });
  expect(phone['message']).toEqual({
    type: 'WA_EMBEDDED_SIGNUP',
    event: 'FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING',
    data: { waba_id: garden.wabaId, business_id: expect.any(String) },
    version: 3,
  });
  const account = await ends(world, { event: 'finish-account', phoneNumberId: garden.phoneNumberId });
  expect(account['message']).toMatchObject({ event: 'FINISH_ONLY_WABA', data: { waba_id: garden.wabaId } });
});

test('somebody who gives up, or meets a problem, hands over no code', async () => {
  const world = await createTestWorld();
  expect(await ends(world, { event: 'cancel' })).toMatchObject({
    code: null,
    message: { event: 'CANCEL', data: { current_step: expect.any(String) } },
  });
  expect(await ends(world, { event: 'error' })).toMatchObject({
    code: null,
    message: { event: 'ERROR', data: { error_message: expect.any(String) } },
  });
});
