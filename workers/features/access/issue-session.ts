import type { Session } from '../../contracts/api/access.ts';
import type { Context } from '../../context.ts';
import { UnauthorizedError } from '../../platform/errors.ts';
import { findLiveSession } from './queries.ts';
import { ACCESS_TOKEN_SECONDS } from './rules.ts';
import { accessTokens } from './tokens.ts';

/** The answer to sign-in and refresh: a fresh access token for a live session. */
export async function issueSession(
  ctx: Pick<Context, 'config' | 'clock' | 'directory'>,
  sessionId: string,
): Promise<Session> {
  const nowMs = ctx.clock.nowMs();
  const live = await findLiveSession(ctx.directory, sessionId, nowMs);
  if (live === null) throw new UnauthorizedError('session_ended', 'Please sign in again.');
  const accessToken = await accessTokens(ctx.config).sign(
    { sub: live.user.id, companyId: live.company.id, sessionId },
    nowMs,
  );
  return { accessToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, user: live.user, company: live.company };
}
