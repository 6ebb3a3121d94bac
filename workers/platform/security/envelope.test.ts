import { Buffer } from 'node:buffer';
import { createDecipheriv, hkdfSync } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvelope, EnvelopeError, type SealedPlace } from './envelope.ts';
import { parseKeyRing } from './key-ring.ts';

const keyOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const ring = parseKeyRing(`k1:${keyOf(1)}`);
const place: SealedPlace = {
  companyId: 'co_A',
  table: 'channels',
  row: 'ch_1',
  column: 'access_token',
};
const at = (n: number): SealedPlace => ({ ...place, companyId: `co_${n}` });
const refusal = (sealed: string, at: SealedPlace = place, envelope = createEnvelope(ring)) =>
  envelope.open(at, sealed).then(
    () => 'opened',
    (error: unknown) => (error instanceof EnvelopeError ? error.message : error),
  );

describe('an envelope', () => {
  it('gives back what was sealed, in the place it was sealed for', async () => {
    const envelope = createEnvelope(ring);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const sealed = await envelope.seal(place, text);
        expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]{22,}$/);
        expect(await envelope.open(place, sealed)).toBe(text);
      }),
      { numRuns: 200, seed: 5 },
    );
    for (const text of ['', '\ufeffwith a mark in front', 'ação 🙂', 'x'.repeat(100_000)]) {
      expect(await envelope.open(place, await envelope.seal(place, text))).toBe(text);
    }
  });

  it('is AES-256-GCM under an HKDF key of its company, table and column: node:crypto opens it by hand', async () => {
    const iv = Uint8Array.from({ length: 12 }, (_, n) => n);
    const sealed = await createEnvelope(ring, () => iv).seal(place, 'an invented token');
    const [, , sealedIv = '', sealedText = ''] = sealed.split('.');
    expect(Buffer.from(sealedIv, 'base64url')).toEqual(Buffer.from(iv));
    const key = hkdfSync(
      'sha256',
      Buffer.alloc(32, 1),
      'recado envelope v1',
      '["co_A","channels","access_token"]',
      32,
    );
    const decipher = createDecipheriv('aes-256-gcm', new Uint8Array(key), iv);
    decipher.setAAD(Buffer.from('["v1","k1","co_A","channels","ch_1","access_token"]'));
    const bytes = Buffer.from(sealedText, 'base64url');
    decipher.setAuthTag(bytes.subarray(-16));
    expect(decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')).toBe(
      'an invented token',
    );
    expect(sealed).toBe('v1.k1.AAECAwQFBgcICQoL.aPHZCQtJOaUkRw7iSfWBYddnaocjrNnJQFwaKOp9UGVU');
  });

  it('never uses an IV twice', async () => {
    const envelope = createEnvelope(ring);
    const ivs = new Set<string | undefined>();
    for (let n = 0; n < 2000; n += 1) ivs.add((await envelope.seal(place, 'x')).split('.')[2]);
    expect(ivs.size).toBe(2000);
  });

  it('refuses every flipped bit, in its bytes and in its letters', async () => {
    const envelope = createEnvelope(ring);
    const sealed = await envelope.seal(place, 'a short secret');
    const [version, kid, ivText = '', text = ''] = sealed.split('.');
    const [iv, ciphertext] = [Buffer.from(ivText, 'base64url'), Buffer.from(text, 'base64url')];
    const outcomes = new Set<unknown>();
    for (const bytes of [iv, ciphertext]) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const parts = [version, kid, iv.toString('base64url'), ciphertext.toString('base64url')];
        outcomes.add(await refusal(parts.join('.')));
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      }
    }
    expect([...outcomes]).toEqual(['the envelope does not open here']);
    for (let at = 0; at < sealed.length; at += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const letter = String.fromCharCode(sealed.charCodeAt(at) ^ (1 << bit));
        expect(await refusal(sealed.slice(0, at) + letter + sealed.slice(at + 1))).not.toBe('opened');
      }
    }
    expect(await refusal(sealed)).toBe('opened');
  });

  it('refuses every truncation, extension and other spelling of itself', async () => {
    const sealed = await createEnvelope(ring).seal(place, 'a short secret!');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await refusal(sealed.slice(0, length))).not.toBe('opened');
    }
    const last = sealed.slice(-1);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
    for (const letter of alphabet.filter((other) => other !== last)) {
      expect(await refusal(sealed.slice(0, -1) + letter)).not.toBe('opened');
    }
    for (const other of [
      `${sealed}=`,
      `${sealed}A`,
      `${sealed}\n`,
      ` ${sealed}`,
      `${sealed}.`,
      `${sealed}.x`,
    ]) {
      expect(await refusal(other)).not.toBe('opened');
    }
    expect(await refusal(sealed.replaceAll('.', '..'))).not.toBe('opened');
    expect(await refusal(sealed)).toBe('opened');
  });

  it.each([
    ['company', { ...place, companyId: 'co_B' }],
    ['table', { ...place, table: 'contacts' }],
    ['row', { ...place, row: 'ch_2' }],
    ['column', { ...place, column: 'app_secret' }],
    ['boundary between parts', { ...place, table: 'channels","ch_1', row: '' }],
  ])('does not open in another %s', async (_what, elsewhere) => {
    const sealed = await createEnvelope(ring).seal(place, 'secret');
    expect(await refusal(sealed, elsewhere)).not.toBe('opened');
    expect(await refusal(sealed, { ...place })).toBe('opened');
  });

  it('keeps the parts of a place apart', async () => {
    const envelope = createEnvelope(ring);
    const one = { companyId: 'co_A', table: 't', row: 'a|b', column: 'c' };
    const other = { companyId: 'co_A', table: 't', row: 'a', column: 'b|c' };
    expect(await refusal(await envelope.seal(one, 'x'), other)).toBe('the envelope does not open here');
    expect(await refusal(await envelope.seal(one, 'x'), one)).toBe('opened');
  });

  it('does not open under another version or key id, even one of the ring with the same key', async () => {
    const twins = createEnvelope(parseKeyRing(`k1:${keyOf(1)},k2:${keyOf(1)}`));
    const sealed = await twins.seal(place, 'secret');
    expect(await refusal(sealed.replace('.k1.', '.k2.'), place, twins)).toBe(
      'the envelope does not open here',
    );
    expect(await refusal(sealed.replace(/^v1/, 'v2'), place, twins)).toBe(
      'this is not an envelope of a known version',
    );
    expect(await refusal(sealed, place, twins)).toBe('opened');
  });

  it('opens with an old key after a rotation, and asks to be sealed again', async () => {
    const before = createEnvelope(parseKeyRing(`k1:${keyOf(1)}`));
    const after = createEnvelope(parseKeyRing(`k2:${keyOf(2)},k1:${keyOf(1)}`));
    const retired = createEnvelope(parseKeyRing(`k2:${keyOf(2)}`));
    const old = await before.seal(place, 'secret');
    const fresh = await after.seal(place, await after.open(place, old));
    expect([before.needsReseal(old), after.needsReseal(old), after.needsReseal(fresh)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await retired.open(place, fresh)).toBe('secret');
    expect(await refusal(old, place, retired)).toBe('the envelope names a key that is not in the ring');
    expect(after.needsReseal('anything else')).toBe(true);
  });

  it('does not open under another key of the same id', async () => {
    const sealed = await createEnvelope(ring).seal(place, 'secret');
    expect(await refusal(sealed, place, createEnvelope(parseKeyRing(`k1:${keyOf(9)}`)))).toBe(
      'the envelope does not open here',
    );
  });

  it('refuses a place without its parts, ill-formed text, and a random source that runs dry', async () => {
    const envelope = createEnvelope(ring);
    for (const part of ['companyId', 'table', 'row', 'column']) {
      await expect(envelope.seal({ ...place, [part]: '' }, 'x')).rejects.toThrow(EnvelopeError);
    }
    await expect(envelope.seal(place, 'half a pair: \ud83d')).rejects.toThrow(EnvelopeError);
    await expect(createEnvelope(ring, () => new Uint8Array(8)).seal(place, 'x')).rejects.toThrow(
      EnvelopeError,
    );
    await expect(envelope.seal(place, 'x')).resolves.toMatch(/^v1\./);
  });

  it('goes on working for more companies than it keeps keys for', async () => {
    const envelope = createEnvelope(ring);
    const first = await envelope.seal(at(0), 'secret 0');
    for (let n = 1; n < 600; n += 1) await envelope.seal(at(n), 'x');
    expect(await envelope.open(at(0), first)).toBe('secret 0');
    expect(await refusal(first, at(1), envelope)).toBe('the envelope does not open here');
  });
});
