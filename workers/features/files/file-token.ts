import * as z from 'zod/mini';
import type { Config } from '../../config.ts';
import type { Context } from '../../context.ts';
import { companyId } from '../../contracts/ids.ts';
import { createTokenSigner, type TokenSigner } from '../../platform/security/signed-token.ts';

/** How long a link lives at most, in seconds. Ours: long enough to hear a voice note, too short to be passed on. */
const LINK_SECONDS = 1_200;
/** Links of one file are the same for this long, in seconds, so that a browser's cache knows them again. Ours. */
const SAME_LINK_SECONDS = 300;

const claims = z.strictObject({
  companyId,
  key: z.string().check(z.maxLength(300)),
  mimeType: z.string().check(z.maxLength(128)),
  filename: z.nullable(z.string().check(z.maxLength(480))),
  /** Saved, instead of shown. */
  save: z.boolean(),
});
export type FileClaims = z.infer<typeof claims>;

const signers = new WeakMap<Config, TokenSigner<FileClaims>>();

function signerOf(config: Config): TokenSigner<FileClaims> {
  const known = signers.get(config);
  if (known !== undefined) return known;
  const signer = createTokenSigner<FileClaims>({
    keyRing: config.jwtKeys,
    audience: 'recado:files',
    typ: 'recado-file+jwt',
    lifetimeSeconds: LINK_SECONDS,
    claims,
  });
  signers.set(config, signer);
  return signer;
}

/** The beginning of the span in which links are the same. */
const spanBegin = (nowMs: number) =>
  Math.floor(nowMs / (SAME_LINK_SECONDS * 1_000)) * SAME_LINK_SECONDS * 1_000;

export const linksEndAt = (nowMs: number) => spanBegin(nowMs) + LINK_SECONDS * 1_000;

export function signFile(ctx: Pick<Context, 'config' | 'clock'>, file: FileClaims): Promise<string> {
  return signerOf(ctx.config).sign(file, spanBegin(ctx.clock.nowMs()));
}

export function readFileToken(
  ctx: Pick<Context, 'config' | 'clock'>,
  token: string,
): Promise<FileClaims | null> {
  return signerOf(ctx.config).verify(token, ctx.clock.nowMs());
}
