import { ApiProblem } from './api-problem.ts';
import type { Session } from '../../../workers/contracts/api/access.ts';

export interface HeldSession {
  session: Session;
  expiresAtMs: number;
}

interface TokenKeeperDeps {
  /** Asks for a new session with the refresh cookie. */
  refresh: () => Promise<Session>;
  /** Runs `work` while no other tab of this browser runs its own: the refresh cookie rotates with every use. */
  alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  nowMs: () => number;
  /** Called with every session that this tab obtained itself. */
  onRenewed: (held: HeldSession) => void;
}

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;

export type TokenKeeper = ReturnType<typeof createTokenKeeper>;

/** Keeps the access token in memory, and renews it once for everybody who asks at the same time. */
export const createTokenKeeper = ({ refresh, alone, nowMs, onRenewed }: TokenKeeperDeps) => {
  let held: HeldSession | null = null;
  let inFlight: Promise<HeldSession> | null = null;
  /** Nobody is signed in any more: what is still under way must not ask for a new session. */
  let isEnded = false;

  const hold = (session: Session): HeldSession => ({
    session,
    expiresAtMs: nowMs() + session.expiresInSeconds * 1000,
  });
  const fresh = (): HeldSession | null =>
    held !== null && held.expiresAtMs - nowMs() > RENEW_BEFORE_MS ? held : null;

  const renew = (staleToken: string | null): Promise<HeldSession> => {
    if (isEnded) return Promise.reject(signedOut());
    inFlight ??= alone(async () => {
      // Another tab may have renewed while this one waited for its turn.
      const other = fresh();
      if (other !== null && other.session.accessToken !== staleToken) return other;
      const renewed = hold(await refresh());
      if (isEnded) throw signedOut();
      held = renewed;
      onRenewed(renewed);
      return renewed;
    }).finally(() => {
      inFlight = null;
    });
    return inFlight;
  };

  return {
    /** A token that is good for at least half a minute. */
    token: async (): Promise<string> =>
      (fresh() ?? (await renew(held?.session.accessToken ?? null))).session.accessToken,
    /** A token other than the one that was just refused. */
    tokenAfterRefusal: async (refused: string): Promise<string> => {
      const other = fresh()?.session.accessToken;
      if (other !== undefined && other !== refused) return other;
      return (await renew(refused)).session.accessToken;
    },
    /** Obtains a session with the cookie alone, as on page load. */
    restore: async (): Promise<Session> => {
      isEnded = false;
      return (fresh() ?? (await renew(null))).session;
    },
    start: (session: Session): HeldSession => {
      isEnded = false;
      held = hold(session);
      return held;
    },
    /** Takes over what another tab obtained. */
    adopt: (other: HeldSession) => {
      if (held === null || other.expiresAtMs > held.expiresAtMs) held = other;
    },
    forget: () => {
      held = null;
      isEnded = true;
    },
  };
};

const signedOut = () =>
  new ApiProblem({ status: 401, code: 'signed_out', title: 'Signed out', detail: 'Please sign in again.' });
