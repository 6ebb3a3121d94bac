import * as z from 'zod/mini';
import { companyId, userId } from '../../contracts/ids.ts';
import type { Config } from '../../config.ts';
import { createTokenSigner, type TokenSigner } from '../../platform/security/signed-token.ts';
import { ACCESS_TOKEN_SECONDS } from './rules.ts';

const accessClaims = z.strictObject({
  sub: userId,
  companyId,
  sessionId: z.string().check(z.maxLength(40)),
});
export type AccessClaims = z.infer<typeof accessClaims>;

const signers = new WeakMap<Config, TokenSigner<AccessClaims>>();

/** Access tokens: who, for which company, in which session. What they may do is read, not carried. */
export function accessTokens(config: Config): TokenSigner<AccessClaims> {
  const known = signers.get(config);
  if (known !== undefined) return known;
  const signer = createTokenSigner<AccessClaims>({
    keyRing: config.jwtKeys,
    audience: 'recado:api',
    typ: 'recado-access+jwt',
    lifetimeSeconds: ACCESS_TOKEN_SECONDS,
    claims: accessClaims,
  });
  signers.set(config, signer);
  return signer;
}
