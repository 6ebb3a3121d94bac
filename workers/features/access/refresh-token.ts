import { randomToken } from '../../platform/security/random-token.ts';
import { sha256 } from '../../platform/security/sha256.ts';

/** A refresh token names its session and proves it: `sessionId.secret`. Only the secret's hash is stored. */
export interface RefreshToken {
  sessionId: string;
  secretHash: string;
  text: string;
}

export async function newRefreshToken(sessionId: string): Promise<RefreshToken> {
  const secret = randomToken(32);
  return { sessionId, secretHash: await sha256(secret), text: `${sessionId}.${secret}` };
}

/** Reads a cookie's value; null when it is not of our shape. */
export async function readRefreshToken(text: string | undefined): Promise<RefreshToken | null> {
  const match = /^(ses_[0-9A-HJKMNP-TV-Z]{26})\.([\w-]{43})$/.exec(text ?? '');
  const [, sessionId, secret] = match ?? [];
  if (sessionId === undefined || secret === undefined) return null;
  return { sessionId, secretHash: await sha256(secret), text: `${sessionId}.${secret}` };
}
