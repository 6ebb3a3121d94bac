import type { Context } from '../../context.ts';
import { UnauthorizedError } from '../../platform/errors.ts';
import type { Actor } from './actor.ts';
import { findLiveSession } from './queries.ts';
import { permissionsOf } from './rules.ts';
import { liveSessions } from './live-sessions.ts';
import { accessTokens } from './tokens.ts';

/** The caller behind an `Authorization` header. Throws when there is none, or when the session has ended. */
export async function authenticate(
  ctx: Pick<Context, 'config' | 'clock' | 'directory'>,
  authorization: string | undefined,
): Promise<Actor> {
  const [, token] = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) throw new UnauthorizedError('not_signed_in', 'Sign in first.');
  const nowMs = ctx.clock.nowMs();
  const claims = await accessTokens(ctx.config).verify(token, nowMs);
  if (claims === null)
    throw new UnauthorizedError('token_refused', 'The access token is not valid, or has expired.');

  const cache = liveSessions(ctx.config);
  const known = cache.get(claims.sessionId, nowMs);
  if (known !== null) return known;
  const live = await findLiveSession(ctx.directory, claims.sessionId, nowMs);
  if (live === null || live.user.id !== claims.sub || live.company.id !== claims.companyId) {
    throw new UnauthorizedError('session_ended', 'Please sign in again.');
  }
  const actor: Actor = {
    userId: live.user.id,
    name: live.user.name,
    companyId: live.company.id,
    role: live.role,
    permissions: permissionsOf(live.role, live.user.isOperator),
    sessionId: claims.sessionId,
  };
  cache.set(actor, nowMs);
  return actor;
}
