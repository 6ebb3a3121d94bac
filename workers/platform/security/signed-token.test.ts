import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { parseKeyRing } from './key-ring.ts';
import { createTokenSigner } from './signed-token.ts';

const keyOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const ring = parseKeyRing(`j1:${keyOf(1)}`);
const claims = z.strictObject({ sub: z.string(), company: z.string() });
const signer = (
  over: { keyRing?: typeof ring; audience?: string; typ?: string; lifetimeSeconds?: number } = {},
) =>
  createTokenSigner({ keyRing: ring, audience: 'api', typ: 'access', lifetimeSeconds: 900, claims, ...over });

const nowMs = 1_790_000_000_000;
const nowSeconds = nowMs / 1000;
const person = { sub: 'usr_1', company: 'co_1' };
const goodHeader = { alg: 'HS256', typ: 'access', kid: 'j1' };
const goodPayload = { ...person, iss: 'recado', aud: 'api', iat: nowSeconds, exp: nowSeconds + 900 };

/** A token made by hand, as a forger who knows the shape would. */
function forge(header: object, payload: unknown, key = Buffer.alloc(32, 1), hash = 'sha256'): string {
  const signed = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

describe('a signed token', () => {
  it('gives back its claims within its lifetime', async () => {
    const token = await signer().sign(person, nowMs);
    expect(await signer().verify(token, nowMs)).toEqual(person);
    expect(await signer().verify(token, nowMs + 899_000)).toEqual(person);
    expect(await signer().verify(token, nowMs + 900_000)).toBeNull();
    expect(await signer().verify(token, nowMs + 86_400_000)).toBeNull();
  });

  it('bears a clock a little behind, and no more', async () => {
    const token = await signer().sign(person, nowMs);
    expect(await signer().verify(token, nowMs - 5_000)).toEqual(person);
    expect(await signer().verify(token, nowMs - 6_000)).toBeNull();
    expect(await signer().verify(token, nowMs - 86_400_000)).toBeNull();
  });

  it('made by hand in our shape is accepted, so that the refusals below mean something', async () => {
    expect(await signer().verify(forge(goodHeader, goodPayload), nowMs)).toEqual(person);
  });

  it.each([
    ['no algorithm', forge({ ...goodHeader, alg: 'none' }, goodPayload)],
    [
      'no algorithm and no signature',
      forge({ ...goodHeader, alg: 'none' }, goodPayload).replace(/[^.]+$/, ''),
    ],
    ['another HMAC', forge({ ...goodHeader, alg: 'HS512' }, goodPayload, Buffer.alloc(32, 1), 'sha512')],
    ['HS256 said as HS384', forge({ ...goodHeader, alg: 'HS384' }, goodPayload)],
    ['a public-key algorithm', forge({ ...goodHeader, alg: 'RS256' }, goodPayload)],
    ['a lower-case algorithm', forge({ ...goodHeader, alg: 'hs256' }, goodPayload)],
    ['no alg at all', forge({ typ: 'access', kid: 'j1' }, goodPayload)],
    ['another key', forge(goodHeader, goodPayload, Buffer.alloc(32, 2))],
    ['an empty key', forge(goodHeader, goodPayload, Buffer.alloc(0))],
    ['an unknown key id', forge({ ...goodHeader, kid: 'j9' }, goodPayload)],
    ['no key id', forge({ alg: 'HS256', typ: 'access' }, goodPayload)],
    [
      'a key id that is a path',
      forge({ ...goodHeader, kid: '../../dev/null' }, goodPayload, Buffer.alloc(0)),
    ],
    [
      'a key that it brings along',
      forge({ ...goodHeader, kid: 'x', jwk: { kty: 'oct', k: 'AQ' } }, goodPayload),
    ],
    ['a critical extension', forge({ ...goodHeader, crit: ['exp'], exp: 1 }, goodPayload)],
    ['an unencoded payload', forge({ ...goodHeader, b64: false, crit: ['b64'] }, goodPayload)],
    ['another typ', forge({ ...goodHeader, typ: 'refresh' }, goodPayload)],
    ['the plain typ', forge({ ...goodHeader, typ: 'JWT' }, goodPayload)],
    ['no typ', forge({ alg: 'HS256', kid: 'j1' }, goodPayload)],
    ['another audience', forge(goodHeader, { ...goodPayload, aud: 'realtime' })],
    ['several audiences', forge(goodHeader, { ...goodPayload, aud: ['api', 'realtime'] })],
    ['no audience', forge(goodHeader, { ...goodPayload, aud: undefined })],
    ['another issuer', forge(goodHeader, { ...goodPayload, iss: 'other' })],
    ['no issuer', forge(goodHeader, { ...goodPayload, iss: undefined })],
    ['no end', forge(goodHeader, { ...goodPayload, exp: undefined })],
    ['an end in words', forge(goodHeader, { ...goodPayload, exp: 'never' })],
    ['an end in the past', forge(goodHeader, { ...goodPayload, exp: nowSeconds - 1 })],
    ['an end after its lifetime', forge(goodHeader, { ...goodPayload, exp: nowSeconds + 901 })],
    ['no beginning', forge(goodHeader, { ...goodPayload, iat: undefined })],
    [
      'a beginning in the future',
      forge(goodHeader, { ...goodPayload, iat: nowSeconds + 60, exp: nowSeconds + 90 }),
    ],
    ['a time before which it is nothing', forge(goodHeader, { ...goodPayload, nbf: nowSeconds + 60 })],
    ['a missing claim', forge(goodHeader, { ...goodPayload, company: undefined })],
    ['a claim of another kind', forge(goodHeader, { ...goodPayload, company: 7 })],
    ['a claim too many', forge(goodHeader, { ...goodPayload, role: 'owner' })],
    ['a payload that is a list', forge(goodHeader, [goodPayload])],
    ['a payload that is null', forge(goodHeader, null)],
  ])('is refused with %s', async (_what, token) => {
    expect(await signer().verify(token, nowMs)).toBeNull();
  });

  it('has one spelling', async () => {
    const token = await signer().sign(person, nowMs);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = [
      '',
      '.',
      '..',
      ` ${token}`,
      `${token} `,
      `${token}\n`,
      `${token}=`,
      `${token}.`,
      `${token}.x.y`,
      `${header}=.${payload}.${signature}`,
      `${header} .${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -1)}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}..${signature}`,
      `${header}.${payload}.${signature.replaceAll(/./g, 'A')}`,
      `Bearer ${token}`,
      `${header}.${payload}.${'A'.repeat(5000)}`,
      'x'.repeat(10_000_000),
    ];
    for (const text of other) expect(await signer().verify(text, nowMs)).toBeNull();
    // The last of 43 letters carries four bits of 32 bytes; the other two could be anything.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
    const accepted: string[] = [];
    for (const letter of alphabet) {
      if ((await signer().verify(token.slice(0, -1) + letter, nowMs)) !== null) accepted.push(letter);
    }
    expect(accepted).toEqual([token.slice(-1)]);
  });

  it('is refused with any letter changed', async () => {
    const token = await signer().sign(person, nowMs);
    for (let at = 0; at < token.length; at += 1) {
      const letter = token[at] === 'A' ? 'B' : 'A';
      expect(await signer().verify(token.slice(0, at) + letter + token.slice(at + 1), nowMs)).toBeNull();
    }
    expect(await signer().verify(token, nowMs)).toEqual(person);
  });

  it('of one kind is nothing to the signer of another', async () => {
    const access = signer();
    for (const other of [signer({ audience: 'realtime' }), signer({ typ: 'refresh' })]) {
      const token = await other.sign(person, nowMs);
      expect(await access.verify(token, nowMs)).toBeNull();
      expect(await other.verify(token, nowMs)).toEqual(person);
    }
  });

  it('outlives the rotation of its key, until that key leaves the ring', async () => {
    const token = await signer().sign(person, nowMs);
    const rotated = signer({ keyRing: parseKeyRing(`j2:${keyOf(2)},j1:${keyOf(1)}`) });
    const retired = signer({ keyRing: parseKeyRing(`j2:${keyOf(2)}`) });
    const fresh = await rotated.sign(person, nowMs);
    expect(await rotated.verify(token, nowMs)).toEqual(person);
    expect(await retired.verify(token, nowMs)).toBeNull();
    expect(await retired.verify(fresh, nowMs)).toEqual(person);
    expect(await signer().verify(fresh, nowMs)).toBeNull();
  });

  it('is not made from claims that it would refuse', async () => {
    const stray: { sub: string; company: string } = JSON.parse(
      '{"sub":"usr_1","company":"co_1","role":"owner"}',
    );
    await expect(signer().sign(stray, nowMs)).rejects.toThrow('role');
    await expect(signer().sign(person, nowMs)).resolves.toMatch(/^ey/);
  });
});
