import type { Context } from '../../context.ts';
import { companyHub } from '../../platform/realtime.ts';
import { liveSessions } from './live-sessions.ts';
import { endSession, findLiveSession } from './queries.ts';
import { readRefreshToken } from './refresh-token.ts';

/** Ends the session that the cookie proves. A cookie that proves none changes nothing. */
export async function signOut(
  ctx: Pick<Context, 'clock' | 'config' | 'directory' | 'bindings' | 'log'>,
  cookie: string | undefined,
): Promise<void> {
  const token = await readRefreshToken(cookie);
  if (token === null) return;
  const nowMs = ctx.clock.nowMs();
  const live = await findLiveSession(ctx.directory, token.sessionId, nowMs);
  if (live === null) return;
  if (![live.session.tokenHash, live.session.previousTokenHash].includes(token.secretHash)) return;
  await endSession(ctx.directory, token.sessionId, nowMs);
  // Other isolates notice within the cache's lifetime.
  liveSessions(ctx.config).forget(token.sessionId);
  try {
    await companyHub(ctx.bindings, live.company.id).signedOut(token.sessionId);
  } catch (error) {
    ctx.log.warn('session.sockets_not_closed', { error });
  }
}
