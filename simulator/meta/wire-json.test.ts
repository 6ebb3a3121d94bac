import { createHmac } from 'node:crypto';
import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { signatureHeader } from './sign.ts';
import { wireJson } from './wire-json.ts';

const value = { body: 'Olá é 5/5 <b> 20% a@b 😀\n"ok"' };
const bytes = String.raw`{"body":"Ol\u00e1 \u00e9 5\/5 \u003Cb> 20\u0025 a\u0040b \ud83d\ude00\n\"ok\""}`;

test('webhook bytes are ASCII with Meta’s escapes', () => {
  expect(wireJson(value)).toBe(bytes);
});

test('the signature is the HMAC of exactly those bytes, not of the JSON written again', () => {
  const byHand = createHmac('sha256', 'secret').update(Buffer.from(bytes, 'ascii')).digest('hex');
  expect(signatureHeader(wireJson(value), 'secret')).toBe(`sha256=${byHand}`);
  expect(signatureHeader(JSON.stringify(value), 'secret')).not.toBe(`sha256=${byHand}`);
});

test('whatever is written is read back the same and stays ASCII', () => {
  assert(
    property(jsonValue(), (json) => {
      const wire = wireJson(json);
      expect(/^[\x20-\x7e]*$/.test(wire)).toBe(true);
      expect(JSON.parse(wire)).toEqual(JSON.parse(JSON.stringify(json)));
    }),
    { numRuns: 200, seed: 5 },
  );
});
