import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, as base64url without padding. For lookups of random secrets and for dedupe. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** SHA-256 of bytes that come bit by bit, as hex. */
export function createSha256(): { update(bytes: Uint8Array): void; hex(): string } {
  const hash = createHash('sha256');
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    hex: () => hash.digest('hex'),
  };
}
