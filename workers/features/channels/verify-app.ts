import type { Context } from '../../context.ts';
import { HouseError, ValidationError } from '../../platform/errors.ts';

/**
 * Refuses the id of an app that the token was not made for. Where Meta does not say of which app a token is, the id is
 * taken as it was given.
 */
export async function verifyApp(
  ctx: Pick<Context, 'accounts'>,
  { appId, accessToken }: { appId: string; accessToken: string },
): Promise<void> {
  const token = await ctx.accounts.readToken(accessToken);
  if (token.kind === 'unreachable') throw new HouseError('meta', token.cause);
  if (token.kind === 'refused' || token.value.appId === null || token.value.appId === appId) return;
  throw ValidationError.ofFields([
    { path: 'appId', message: `The number’s access token is of another app: ${token.value.appId}.` },
  ]);
}
