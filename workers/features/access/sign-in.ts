import type { LoginRequest, Session } from '../../contracts/api/access.ts';
import type { Context } from '../../context.ts';
import { TooManyRequestsError, UnauthorizedError } from '../../platform/errors.ts';
import { networkOf } from '../../platform/security/network-of.ts';
import { verifyPassword } from '../../platform/security/passwords.ts';
import { findUserByEmail, insertSession, listMembershipsOfUser } from './queries.ts';
import { newRefreshToken } from './refresh-token.ts';
import { SESSION_IDLE_MS } from './rules.ts';
import { issueSession } from './issue-session.ts';

/** How long to wait after too many tries, in seconds: the period of the rate limit in wrangler.toml. */
const LIMIT_PERIOD_SECONDS = 60;

/**
 * Signs a person in. Gives the session and the refresh token for its cookie. Tries are counted by whom they are for and
 * by where they come from (`address`, where the platform tells it): neither one person's password nor one password of
 * many persons can be guessed at leisure.
 */
export async function signIn(
  ctx: Pick<Context, 'config' | 'clock' | 'ids' | 'directory' | 'bindings'>,
  input: LoginRequest,
  address: string | null,
): Promise<{ session: Session; refreshToken: string }> {
  const { LOGIN_LIMIT, LOGIN_ADDRESS_LIMIT } = ctx.bindings;
  const tries = await Promise.all([
    LOGIN_LIMIT.limit({ key: input.email }),
    ...(address === null ? [] : [LOGIN_ADDRESS_LIMIT.limit({ key: networkOf(address) })]),
  ]);
  if (!tries.every(({ success }) => success)) throw new TooManyRequestsError(LIMIT_PERIOD_SECONDS);

  const user = await findUserByEmail(ctx.directory, input.email);
  const isRight = await verifyPassword(input.password, user?.passwordHash ?? null);
  const [membership] = user === null ? [] : await listMembershipsOfUser(ctx.directory, user.id);
  if (user === null || !isRight || membership === undefined) {
    throw new UnauthorizedError('wrong_credentials', 'The e-mail address or the password is wrong.');
  }

  const nowMs = ctx.clock.nowMs();
  const token = await newRefreshToken(ctx.ids.next('ses'));
  await ctx.directory.batch([
    insertSession(ctx.directory, {
      id: token.sessionId,
      userId: user.id,
      companyId: membership.companyId,
      tokenHash: token.secretHash,
      rotatedAtMs: nowMs,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + SESSION_IDLE_MS,
    }),
  ]);
  return { session: await issueSession(ctx, token.sessionId), refreshToken: token.text };
}
