import { Buffer } from 'node:buffer';
import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { createEnvelope } from './envelope.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { parseKeyRing } from './key-ring.ts';
import { mask, maskValue } from './mask.ts';
import { checkOutboundUrl } from './outbound-url.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { createTokenSigner } from './signed-token.ts';
import { tokensEqual } from './tokens-equal.ts';
import { verifyWebhookSignature } from './webhook-signature.ts';

const ring = parseKeyRing(`k1:${Buffer.alloc(32, 1).toString('base64')}`);

/** The same primitives as in the Node tests, on the runtime that they are made for. */
describe('in workerd', () => {
  it('an envelope made in Node opens, and a changed one does not', async () => {
    const place = { companyId: 'co_A', table: 'channels', row: 'ch_1', column: 'access_token' };
    const envelope = createEnvelope(ring);
    const fromNode = 'v1.k1.AAECAwQFBgcICQoL.aPHZCQtJOaUkRw7iSfWBYddnaocjrNnJQFwaKOp9UGVU';
    expect(await envelope.open(place, fromNode)).toBe('an invented token');
    expect(await envelope.open(place, await envelope.seal(place, 'ação'))).toBe('ação');
    await expect(envelope.open(place, fromNode.replace('aPH', 'bPH'))).rejects.toThrow('does not open here');
    await expect(envelope.open({ ...place, row: 'ch_2' }, fromNode)).rejects.toThrow('does not open here');
    await expect(envelope.open(place, `${fromNode}=`)).rejects.toThrow('not base64url');
  });

  it('a known signature is accepted, and every wrong one is false, not an exception', async () => {
    const body = Uint8Array.from(new TextEncoder().encode('what do ya want for nothing?'));
    const digest = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(await verifyWebhookSignature('Jefe', `sha256=${digest}`, body)).toBe(true);
    for (const header of [
      null,
      '',
      'sha256=',
      `sha256=${digest.slice(2)}`,
      `sha256=${digest}00`,
      `sha256=${'0'.repeat(64)}`,
    ]) {
      expect(await verifyWebhookSignature('Jefe', header, body)).toBe(false);
    }
    expect(await verifyWebhookSignature(null, `sha256=${digest}`, body)).toBe(false);
    expect(await verifyWebhookSignature('jefe', `sha256=${digest}`, body)).toBe(false);
    expect(await verifyWebhookSignature('Jefe', `sha256=${digest}`, new Uint8Array(0))).toBe(false);
  });

  it('a password hashed in Node is verified', async () => {
    const fromNode = 'scrypt$15$8$3$uPKbd6ujnvxR2NtsgeZrXw$iVYHUCgSgs6SfiimE9cH31AfO-MBkR1DsQlppNE4heE';
    expect(await verifyPassword('Jabuticaba madura 42', fromNode)).toBe(true);
    expect(await verifyPassword('jabuticaba madura 42', fromNode)).toBe(false);
    expect(await verifyPassword('Jabuticaba madura 42', null)).toBe(false);
    expect(await verifyPassword('maçã', await hashPassword('maçã'))).toBe(true);
  });

  it('tokens are compared and signed', async () => {
    expect([await tokensEqual('a', 'a'), await tokensEqual('a', 'ab'), await tokensEqual('', '')]).toEqual([
      true,
      false,
      false,
    ]);
    const claims = z.strictObject({ sub: z.string() });
    const options = { keyRing: ring, audience: 'api', typ: 'access', lifetimeSeconds: 60, claims };
    const token = await createTokenSigner(options).sign({ sub: 'usr_1' }, 0);
    expect(await createTokenSigner(options).verify(token, 59_000)).toEqual({ sub: 'usr_1' });
    expect(await createTokenSigner(options).verify(token, 60_000)).toBeNull();
    expect(await createTokenSigner({ ...options, typ: 'other' }).verify(token, 0)).toBeNull();
    expect(await createTokenSigner(options).verify(`${token} `, 0)).toBeNull();
  });

  it('addresses are read by the same rules', () => {
    for (const url of [
      'https://0x7f.1/',
      'https://１２７.０.０.１/',
      'https://[::ffff:10.0.0.1]/',
      'https://2130706433/',
    ]) {
      expect([url, checkOutboundUrl(url, false).ok]).toEqual([url, false]);
    }
    expect(checkOutboundUrl('https://graph.facebook.com/', false).ok).toBe(true);
  });

  it('the options of an outbound request are ones that this runtime takes', async () => {
    const seen: unknown[] = [];
    const guarded = createGuardedFetch({
      isLocal: true,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        seen.push([request.method, request.redirect, await request.text()]);
        return new Response('ok');
      },
    });
    const limits = { timeoutMs: 1000, maxResponseBytes: 10 };
    const response = await guarded('http://graph.test/', {
      ...limits,
      method: 'POST',
      body: new Uint8Array([111, 105]),
    });
    expect([response.text(), seen]).toEqual(['ok', [['POST', 'manual', 'oi']]]);
  });

  it('texts and values are masked', () => {
    expect(mask('cpf 111.444.777-35, josé@educação, senha: flor')).toBe(
      'cpf [cpf], [email], senha: [secret]',
    );
    expect(maskValue({ token: 'x', request: new Request('http://x.test/'), text: 'oi' })).toEqual({
      token: '[secret]',
      request: '[Request]',
      text: '[text]',
    });
  });
});
