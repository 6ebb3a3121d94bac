import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const number = {
  wabaId: '1',
  phoneNumberId: '2',
  displayPhoneNumber: '+55 11 4000-1000',
  verifiedName: 'Demo',
  accessToken: 'token',
  appSecret: 'secret',
};

test('an empty environment gives the documented defaults', () => {
  expect(readConfig({ SIMULATOR_STATE: '' })).toEqual({
    port: 8788,
    stateFolder: undefined,
    seed: undefined,
    numbers: [],
  });
});

test('numbers need no callback, and get one when it is given', () => {
  const { numbers } = readConfig({
    SIMULATOR_NUMBERS: JSON.stringify([
      number,
      { ...number, callbackUrl: 'http://localhost:8787/webhooks/meta' },
    ]),
  });
  expect(numbers.map(({ callbackUrl }) => callbackUrl)).toEqual([
    null,
    'http://localhost:8787/webhooks/meta',
  ]);
});

test.each([
  [{ SIMULATOR_PORT: 'many' }, /^SIMULATOR_PORT: /],
  [{ SIMULATOR_NUMBERS: '[' }, /^SIMULATOR_NUMBERS: is not JSON$/],
  [{ SIMULATOR_NUMBERS: JSON.stringify([{ ...number, wabaId: 'x' }]) }, /^SIMULATOR_NUMBERS\.0\.wabaId: /],
  [{ SIMULATOR_NUMBERS: JSON.stringify([{ ...number, colour: 'red' }]) }, /^SIMULATOR_NUMBERS\.0: /],
])('a wrong variable is named: %j', (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(sentence);
});
