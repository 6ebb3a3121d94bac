import { Buffer } from 'node:buffer';
import type { KeyRing } from './key-ring.ts';

/** Where a sealed value lives. It opens nowhere else. */
export interface SealedPlace {
  companyId: string;
  table: string;
  row: string;
  column: string;
}

export interface Envelope {
  seal(place: SealedPlace, plaintext: string): Promise<string>;
  open(place: SealedPlace, sealed: string): Promise<string>;
  needsReseal(sealed: string): boolean;
}

/** A value that cannot be sealed or opened. The message holds no content and says nothing about which byte was wrong. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
}

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;
const maxCachedKeys = 512;
const base64Url = /^[A-Za-z0-9_-]+$/;
const utf8 = new TextEncoder();
// ignoreBOM keeps a leading U+FEFF in the text, so that what comes out is what went in.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Seals short texts (tokens, app secrets) for one place in the database: `v1.kid.iv.ct`, base64url without padding,
 * AES-256-GCM with a random 96-bit IV, a key of its own per company, table and column (HKDF-SHA-256 from the ring),
 * and the place as additional data, so that a value copied to another company, table, row or column does not open.
 *
 * In: the ring; `randomBytes` for tests.
 * Out: `seal`; `open`, which throws `EnvelopeError` for anything that was not sealed for this place under a key of the
 * ring; `needsReseal`, true for whatever is not sealed under the current key.
 *
 * NIST SP 800-38D allows 2^32 random IVs per key; keys per company and column stay far below.
 */
export function createEnvelope(
  keyRing: KeyRing,
  randomBytes: (n: number) => Uint8Array = secureRandomBytes,
): Envelope {
  const derivedKeys = new Map<string, CryptoKey>();

  const keyFor = async (kid: string, ringKey: Uint8Array, place: SealedPlace): Promise<CryptoKey> => {
    const id = JSON.stringify([kid, place.companyId, place.table, place.column]);
    // Only the finished key is cached: in workerd a promise must not be awaited by another request than its own.
    const key = derivedKeys.get(id) ?? (await deriveKey(ringKey, place));
    derivedKeys.delete(id);
    derivedKeys.set(id, key);
    if (derivedKeys.size > maxCachedKeys) {
      for (const oldest of derivedKeys.keys()) {
        derivedKeys.delete(oldest);
        break;
      }
    }
    return key;
  };

  return {
    async seal(place, plaintext) {
      requirePlace(place);
      if (!plaintext.isWellFormed()) throw new EnvelopeError('the text is not well-formed Unicode');
      const { kid, key: ringKey } = keyRing.current;
      const iv = Uint8Array.from(randomBytes(ivBytes));
      if (iv.length !== ivBytes) throw new EnvelopeError('the random source gave too few bytes');
      const ciphertext = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: additionalData(kid, place) },
        await keyFor(kid, ringKey, place),
        utf8.encode(plaintext),
      );
      return `${version}.${kid}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(ciphertext))}`;
    },

    async open(place, sealed) {
      requirePlace(place);
      const { kid, iv, ciphertext } = parse(sealed);
      const ringKey = keyRing.find(kid);
      if (ringKey === null) throw new EnvelopeError('the envelope names a key that is not in the ring');
      const key = await keyFor(kid, ringKey, place);
      try {
        const plaintext = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv, additionalData: additionalData(kid, place) },
          key,
          ciphertext,
        );
        return strictUtf8.decode(plaintext);
      } catch {
        throw new EnvelopeError('the envelope does not open here');
      }
    },

    needsReseal: (sealed) => !sealed.startsWith(`${version}.${keyRing.current.kid}.`),
  };
}

interface ParsedEnvelope {
  kid: string;
  iv: Uint8Array<ArrayBuffer>;
  ciphertext: Uint8Array<ArrayBuffer>;
}

function parse(sealed: string): ParsedEnvelope {
  const [sealedVersion, kid, iv, ciphertext, ...rest] = sealed.split('.');
  if (sealedVersion !== version || !kid || !iv || !ciphertext || rest.length > 0) {
    throw new EnvelopeError('this is not an envelope of a known version');
  }
  const parsed = { kid, iv: fromBase64Url(iv), ciphertext: fromBase64Url(ciphertext) };
  if (parsed.iv.length !== ivBytes || parsed.ciphertext.length < tagBytes) {
    throw new EnvelopeError('the envelope is cut short');
  }
  return parsed;
}

function requirePlace(place: SealedPlace): void {
  if (!place.companyId || !place.table || !place.row || !place.column) {
    throw new EnvelopeError('a sealed place needs its company, table, row and column');
  }
}

/** JSON keeps the parts apart: joined by a bare separator, a row id that contains it could pose as another place. */
function additionalData(kid: string, place: SealedPlace): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    utf8.encode(JSON.stringify([version, kid, place.companyId, place.table, place.row, place.column])),
  );
}

async function deriveKey(ringKey: Uint8Array, place: SealedPlace): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey('raw', Uint8Array.from(ringKey), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: utf8.encode('recado envelope v1'),
      info: utf8.encode(JSON.stringify([place.companyId, place.table, place.column])),
    },
    root,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function secureRandomBytes(n: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(n));
}

function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** Strict: one spelling per value. Buffer alone ignores padding, line breaks and the unused bits of the last letter. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = base64Url.test(text) ? Uint8Array.from(Buffer.from(text, 'base64url')) : null;
  if (bytes === null || toBase64Url(bytes) !== text) throw new EnvelopeError('the envelope is not base64url');
  return bytes;
}
