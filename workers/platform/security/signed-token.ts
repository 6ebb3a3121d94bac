import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type * as z from 'zod/mini';
import type { KeyRing } from './key-ring.ts';

export interface TokenSigner<Claims> {
  sign(claims: Claims, nowMs: number): Promise<string>;
  verify(token: string, nowMs: number): Promise<Claims | null>;
}

const algorithm = 'HS256';
const issuer = 'recado';
const maxTokenLength = 4096;
/** Isolates' clocks differ a little; a token may be this much younger than the clock that reads it. */
const clockSkewSeconds = 5;
/**
 * The only spelling of an HS256 token: jose itself lets spaces and padding pass (six of Wycheproof's vectors), and the
 * last letter of 32 bytes in base64url carries two unused bits.
 */
const compactHs256 = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/**
 * Signs and verifies one kind of token (HS256). `typ` and `audience` keep the kinds apart: a token of one kind is
 * nothing to the signer of another, even under the same ring.
 *
 * In: the ring (its current key signs, every key verifies), the claims as a zod schema (strict objects; `iss`, `aud`,
 * `iat` and `exp` are ours), the lifetime in seconds.
 * Out: `sign`; `verify`, which gives the claims, or null for whatever this signer would not have made, or made more
 * than its lifetime ago. It never throws for its input.
 * Source: RFC 8725.
 */
export function createTokenSigner<Claims>(options: {
  keyRing: KeyRing;
  audience: string;
  typ: string;
  lifetimeSeconds: number;
  claims: z.ZodMiniType<Claims>;
}): TokenSigner<Claims> {
  const { keyRing, audience, typ, lifetimeSeconds, claims: schema } = options;
  const importedKeys = new Map<string, CryptoKey>();

  const keyFor = async (kid: string | undefined): Promise<CryptoKey> => {
    const ringKey = kid === undefined ? null : keyRing.find(kid);
    if (kid === undefined || ringKey === null) throw new Error('unknown key id');
    const key = importedKeys.get(kid) ?? (await importKey(ringKey));
    importedKeys.set(kid, key);
    return key;
  };

  return {
    async sign(claims, nowMs) {
      const issuedAt = Math.floor(nowMs / 1000);
      const { kid } = keyRing.current;
      return new SignJWT(asPayload(schema.parse(claims)))
        .setProtectedHeader({ alg: algorithm, typ, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(await keyFor(kid));
    },

    async verify(token, nowMs) {
      if (token.length > maxTokenLength || !compactHs256.test(token)) return null;
      try {
        const { payload } = await jwtVerify(token, (header) => keyFor(header.kid), {
          algorithms: [algorithm],
          issuer,
          audience,
          typ,
          requiredClaims: ['iss', 'aud', 'iat', 'exp'],
          currentDate: new Date(nowMs),
        });
        const { iss: _issuer, aud, iat, exp, ...claims } = payload;
        if (aud !== audience || iat === undefined || exp === undefined) return null;
        if (iat * 1000 > nowMs + clockSkewSeconds * 1000 || exp - iat > lifetimeSeconds) return null;
        const parsed = schema.safeParse(claims);
        return parsed.success ? parsed.data : null;
      } catch {
        // jose throws for each way to be wrong; they are all one to the caller.
        return null;
      }
    },
  };
}

/** Claims are an object by their schema; anything else would be signed as nothing. */
function asPayload(claims: unknown): JWTPayload {
  if (typeof claims !== 'object' || claims === null) throw new TypeError('claims must be an object');
  return { ...claims };
}

async function importKey(ringKey: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', Uint8Array.from(ringKey), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
}
