import { Buffer } from 'node:buffer';

export interface KeyRing {
  readonly current: { kid: string; key: Uint8Array };
  find(kid: string): Uint8Array | null;
}

const keyBytes = 32;
const maxKeys = 32;
const kidShape = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * Reads a key ring from a secret.
 *
 * In: `kid:base64,kid2:base64,…`, each key 32 bytes in standard base64; the first one is current, the others only
 * open what they once sealed. Spaces and line breaks around an entry are ignored.
 * Out: the ring; `find` gives null for a key id it does not hold.
 * Throws an `Error` that names the entry and what is wrong with it, never any part of a key.
 */
export function parseKeyRing(text: string): KeyRing {
  const entries = text.split(',').map((entry) => entry.trim());
  if (entries.length === 1 && entries[0] === '') throw new Error('key ring is empty');
  if (entries.length > maxKeys) throw new Error(`key ring holds more than ${maxKeys} keys`);
  const keys = new Map<string, Uint8Array>();
  for (const [index, entry] of entries.entries()) {
    const { kid, key } = parseEntry(entry, `key ring entry ${index + 1}`);
    if (keys.has(kid)) throw new Error(`key ring entry ${index + 1} repeats the key id "${kid}"`);
    keys.set(kid, key);
  }
  const [first] = keys;
  if (first === undefined) throw new Error('key ring is empty');
  return {
    current: { kid: first[0], key: first[1] },
    find: (kid) => keys.get(kid) ?? null,
  };
}

function parseEntry(entry: string, where: string): { kid: string; key: Uint8Array } {
  const colon = entry.indexOf(':');
  // Without a colon the whole entry may be the key, so it is not repeated here.
  if (colon === -1) throw new Error(`${where} has no "kid:" before its key`);
  const kid = entry.slice(0, colon);
  if (!kidShape.test(kid)) throw new Error(`${where} has a key id that is not 1 to 32 of A-Z a-z 0-9 _ -`);
  const encoded = entry.slice(colon + 1);
  const key = Uint8Array.from(Buffer.from(encoded, 'base64'));
  if (Buffer.from(key).toString('base64') !== encoded) throw new Error(`${where} ("${kid}") is not base64`);
  if (key.length !== keyBytes) {
    throw new Error(`${where} ("${kid}") has ${key.length} bytes instead of ${keyBytes}`);
  }
  return { kid, key };
}
