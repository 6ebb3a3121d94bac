import type { Session } from '../../contracts/api/access.ts';
import type { Context } from '../../context.ts';
import { UnauthorizedError } from '../../platform/errors.ts';
import { issueSession } from './issue-session.ts';
import { endSession, findLiveSession, rotateSession } from './queries.ts';
import { newRefreshToken, readRefreshToken } from './refresh-token.ts';
import { decideRefresh, SESSION_IDLE_MS } from './rules.ts';

/** Exchanges a refresh token for a new one and a fresh access token. One that was used before ends the session. */
export async function refreshSession(
  ctx: Pick<Context, 'config' | 'clock' | 'directory' | 'log'>,
  cookie: string | undefined,
): Promise<{ session: Session; refreshToken: string }> {
  const refused = new UnauthorizedError('session_ended', 'Please sign in again.');
  const token = await readRefreshToken(cookie);
  if (token === null) throw refused;
  const nowMs = ctx.clock.nowMs();
  const live = await findLiveSession(ctx.directory, token.sessionId, nowMs);
  if (live === null) throw refused;

  const decision = decideRefresh(live.session, token.secretHash, nowMs);
  if (decision === 'end') {
    await endSession(ctx.directory, token.sessionId, nowMs);
    ctx.log.warn('session.reused_token', { sessionId: token.sessionId });
  }
  if (decision !== 'rotate') throw refused;

  const next = await newRefreshToken(token.sessionId);
  const rotated = await rotateSession(ctx.directory, {
    id: token.sessionId,
    seenHash: live.session.tokenHash,
    newHash: next.secretHash,
    // Not always the token that came: of two tabs in a race, each must be able to go on with its answer.
    previousHash: live.session.tokenHash,
    nowMs,
    expiresAtMs: nowMs + SESSION_IDLE_MS,
  });
  if (rotated.length === 0) throw refused;
  return { session: await issueSession(ctx, token.sessionId), refreshToken: next.text };
}
