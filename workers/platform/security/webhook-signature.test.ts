import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyWebhookSignature } from './webhook-signature.ts';

const bytes = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const secret = 'invented-app-secret-0123456789ab';
// Meta signs what it sends, escapes included: /, < and letters beyond ASCII go over the wire as \/, \u003C, \u00e1.
const body = bytes(
  String.raw`{"object":"whatsapp_business_account","entry":[{"id":"1","text":"ol\u00e1 \u003C3"}]}`,
);
// printf … | openssl dgst -sha256 -hmac invented-app-secret-0123456789ab
const digest = '372c13d52c9a9788f9f5e3c9bfd9fb70a4e89f39f15f42fbe05328c1f60c6e20';
const header = `sha256=${digest}`;

describe('the signature of a webhook', () => {
  it('is accepted for a known HMAC', async () => {
    expect(createHmac('sha256', secret).update(body).digest('hex')).toBe(digest);
    expect(await verifyWebhookSignature(secret, header, body)).toBe(true);
  });

  it('agrees with the published examples of the same header', async () => {
    // GitHub, "Validating webhook deliveries": the header and scheme that Meta uses
    expect(
      await verifyWebhookSignature(
        "It's a Secret to Everybody",
        'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
        bytes('Hello, World!'),
      ),
    ).toBe(true);
    // RFC 4231, test case 2
    expect(
      await verifyWebhookSignature(
        'Jefe',
        'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
        bytes('what do ya want for nothing?'),
      ),
    ).toBe(true);
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['the prefix alone', 'sha256='],
    ['without its prefix', digest],
    ['of the older scheme', `sha1=${digest}`],
    ['under another prefix of the same length', `sha257=${digest}`],
    ['under a prefix in capitals', `SHA256=${digest}`],
    ['in capitals, which Meta never sends', `sha256=${digest.toUpperCase()}`],
    ['one digit short', header.slice(0, -1)],
    ['one byte short', header.slice(0, -2)],
    ['only its first byte', `sha256=${digest.slice(0, 2)}`],
    ['one digit long', `${header}0`],
    ['twice itself', `${header}${digest}`],
    ['a list of two', `${header}, ${header}`],
    ['not hex at the start', `sha256=z${digest.slice(1)}`],
    ['not hex at the end', `sha256=${digest.slice(0, -1)}g`],
    ['not hex at all', `sha256=${'z'.repeat(64)}`],
    ['beyond ASCII', `sha256=${'é'.repeat(64)}`],
    ['full-width digits', `sha256=${'１'.repeat(64)}`],
    ['between spaces', ` ${header.slice(0, -2)} `],
    ['with a space in front', ` ${header}`],
    ['zeros', `sha256=${'0'.repeat(64)}`],
    ['that of an empty body', `sha256=${createHmac('sha256', secret).update('').digest('hex')}`],
    ['that of another secret', `sha256=${createHmac('sha256', 'other').update(body).digest('hex')}`],
  ])('is refused when it is %s', async (_what, wrong) => {
    expect(await verifyWebhookSignature(secret, wrong, body)).toBe(false);
    expect(await verifyWebhookSignature(secret, header, body)).toBe(true);
  });

  it('is refused with any digit changed, and for a body with any bit changed', async () => {
    for (let at = 7; at < header.length; at += 1) {
      const digit = header[at] === '0' ? '1' : '0';
      expect(
        await verifyWebhookSignature(secret, header.slice(0, at) + digit + header.slice(at + 1), body),
      ).toBe(false);
    }
    for (let bit = 0; bit < body.length * 8; bit += 7) {
      const changed = body.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(await verifyWebhookSignature(secret, header, changed)).toBe(false);
    }
    expect(await verifyWebhookSignature(secret, header, body.slice(0, -1))).toBe(false);
    expect(await verifyWebhookSignature(secret, header, body)).toBe(true);
  });

  it('is refused without a secret, even when it is that of the empty secret', async () => {
    const unkeyed = `sha256=${createHmac('sha256', '').update(body).digest('hex')}`;
    expect(await verifyWebhookSignature(null, header, body)).toBe(false);
    expect(await verifyWebhookSignature('', unkeyed, body)).toBe(false);
    expect(await verifyWebhookSignature('null', header, body)).toBe(false);
    expect(await verifyWebhookSignature(secret, header, body)).toBe(true);
  });

  it('agrees with node:crypto for any secret and body, empty ones included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
        fc.uint8Array({ maxLength: 300 }),
        async (anySecret, anyBody) => {
          const right = `sha256=${createHmac('sha256', anySecret).update(anyBody).digest('hex')}`;
          expect(await verifyWebhookSignature(anySecret, right, Uint8Array.from(anyBody))).toBe(true);
          expect(await verifyWebhookSignature(`${anySecret}x`, right, Uint8Array.from(anyBody))).toBe(false);
        },
      ),
      // More secrets than keys are kept for.
      { numRuns: 400, seed: 5 },
    );
  });
});
