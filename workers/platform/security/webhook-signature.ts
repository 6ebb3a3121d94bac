const prefix = 'sha256=';
const digestBytes = 32;
const headerLength = prefix.length + digestBytes * 2;
const maxCachedKeys = 256;

/** Value of a lowercase hex digit by its char code; everything else is 255, whose high bits give it away. */
const hexValues = new Uint8Array(128).fill(255);
for (let value = 0; value < 16; value += 1) hexValues[value.toString(16).charCodeAt(0)] = value;

const algorithm = { name: 'HMAC', hash: 'SHA-256' };
const utf8 = new TextEncoder();
const importedKeys = new Map<string, CryptoKey>();

/**
 * Says whether Meta signed these bytes with this app's secret.
 *
 * In: the app secret as the dashboard shows it (its UTF-8 bytes are the key, it is not hex-decoded), the header
 * `X-Hub-Signature-256` (`sha256=` and 64 lowercase hex digits), the body exactly as received.
 * Out: true only for a match; no secret, no header, another prefix, length or alphabet give false. Never throws for
 * its input. Compares in constant time (`crypto.subtle.verify`).
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
 */
// Not `async`: its second promise is measurable on the path of every webhook.
export function verifyWebhookSignature(
  secret: string | null,
  header: string | null,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (secret === null || secret === '' || header === null) return Promise.resolve(false);
  const signature = decodeHeader(header);
  if (signature === null) return Promise.resolve(false);
  const key = importedKeys.get(secret);
  if (key !== undefined) return crypto.subtle.verify('HMAC', key, signature, body);
  return verifyWithNewKey(secret, signature, body);
}

/** On the path of every webhook: one allocation, no regular expression. */
function decodeHeader(header: string): Uint8Array<ArrayBuffer> | null {
  if (header.length !== headerLength || !header.startsWith(prefix)) return null;
  const signature = new Uint8Array(digestBytes);
  let seen = 0;
  for (let index = 0, at = prefix.length; index < digestBytes; index += 1, at += 2) {
    const high = hexValues[header.charCodeAt(at)] ?? 255;
    const low = hexValues[header.charCodeAt(at + 1)] ?? 255;
    seen |= high | low;
    signature[index] = (high << 4) | low;
  }
  return seen > 15 ? null : signature;
}

async function verifyWithNewKey(
  secret: string,
  signature: Uint8Array<ArrayBuffer>,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['verify']);
  if (importedKeys.size >= maxCachedKeys) importedKeys.clear();
  // The finished key, not its promise: in workerd no request may await a promise of another one.
  importedKeys.set(secret, key);
  return crypto.subtle.verify('HMAC', key, signature, body);
}
