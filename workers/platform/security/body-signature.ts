const utf8 = new TextEncoder();
const algorithm = { name: 'HMAC', hash: 'SHA-256' };
const DIGEST_BYTES = 32;

/**
 * Says whether these bytes were signed with HMAC-SHA256 under the secret, as shops do in a header of their own.
 *
 * In: how the signature is written (hex in either case, or base64; with what before it), the secret's text, the header,
 * the body exactly as received. Out: true only for a match; no secret, no header or anything malformed give false.
 * Compares in constant time (`crypto.subtle.verify`).
 */
export async function verifyBodySignature(
  how: { encoding: 'hex' | 'base64'; prefix: string; secret: string },
  header: string | null,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (how.secret === '' || header === null || !header.startsWith(how.prefix)) return false;
  const signature = decode(header.slice(how.prefix.length).trim(), how.encoding);
  if (signature === null) return false;
  const key = await crypto.subtle.importKey('raw', utf8.encode(how.secret), algorithm, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, signature, body);
}

function decode(text: string, encoding: 'hex' | 'base64'): Uint8Array<ArrayBuffer> | null {
  if (encoding === 'hex') {
    if (!/^[0-9a-f]{64}$/i.test(text)) return null;
    return Uint8Array.from({ length: DIGEST_BYTES }, (_, at) =>
      Number.parseInt(text.slice(at * 2, at * 2 + 2), 16),
    );
  }
  // 32 bytes are 43 characters and one sign of padding.
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return null;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
