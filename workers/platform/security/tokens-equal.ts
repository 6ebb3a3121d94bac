import { timingSafeEqual } from 'node:crypto';

const utf8 = new TextEncoder();

/**
 * Compares two secrets (verify token, gateway token) in a time that does not depend on where they differ: both are
 * hashed first, so lengths need not agree.
 *
 * In: two texts. Out: true only if both are present, not empty, and the same. A missing secret equals nothing, not even
 * another missing one.
 */
export async function tokensEqual(
  a: string | null | undefined,
  b: string | null | undefined,
): Promise<boolean> {
  const [hashA, hashB] = await Promise.all([sha256(a ?? ''), sha256(b ?? '')]);
  const same = timingSafeEqual(hashA, hashB);
  return same && Boolean(a) && Boolean(b);
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text)));
}
