import { signal } from '@preact/signals';
import type { LoginRequest, Me, Session } from '../../../../workers/contracts/api/access.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import type { HeldSession, TokenKeeper } from '../../api/token-keeper.ts';

export type SessionState =
  | { kind: 'restoring' }
  | { kind: 'unreachable'; problem: ApiProblem }
  | { kind: 'signed_out'; wasLost: boolean }
  | { kind: 'signed_in'; me: Me };

/** Kept in the browser, and no secret: that somebody was signed in here. */
export interface SignedInHint {
  isKept: () => boolean;
  keep: (isSignedIn: boolean) => void;
}

/** What the tabs of one browser tell each other. */
export type TabNews = { type: 'signed_out' } | { type: 'session'; held: HeldSession };

interface SessionDeps {
  api: Pick<Api, 'signIn' | 'signOut' | 'getMe'>;
  tokens: TokenKeeper;
  tellTabs: (news: TabNews) => void;
  /** Removes what this person left in the browser: drafts and unsent messages. */
  onSignedOut: () => void;
  /** Whether somebody may be signed in in this browser: only then is the server asked. */
  hint: SignedInHint;
}

export type SessionStore = ReturnType<typeof createSessionStore>;

export const createSessionStore = ({ api, tokens, tellTabs, onSignedOut, hint }: SessionDeps) => {
  const state = signal<SessionState>({ kind: 'restoring' });
  let isSigningOut = false;

  const enter = async () => {
    hint.keep(true);
    state.value = { kind: 'signed_in', me: await api.getMe() };
  };

  const leave = (wasLost: boolean) => {
    if (state.peek().kind === 'signed_out') return;
    tokens.forget();
    hint.keep(false);
    state.value = { kind: 'signed_out', wasLost };
  };

  const isSomebodyElse = (session: Session): boolean => {
    const now = state.peek();
    return (
      now.kind === 'signed_in' &&
      (now.me.user.id !== session.user.id || now.me.company.id !== session.company.id)
    );
  };

  const resume = async () => {
    state.value = { kind: 'restoring' };
    try {
      await tokens.restore();
      await enter();
    } catch (thrown) {
      const problem = asApiProblem(thrown);
      if (problem.status === 401 || problem.status === 403) leave(false);
      else state.value = { kind: 'unreachable', problem };
    }
  };

  return {
    state,
    /** On page load: goes on with the session of this browser, if there is one. */
    restore: async () => {
      if (hint.isKept()) await resume();
      else leave(false);
    },
    /** Throws ApiProblem. */
    signIn: async (request: LoginRequest) => {
      tellTabs({ type: 'session', held: tokens.start(await api.signIn(request)) });
      await enter();
    },
    signOut: async () => {
      isSigningOut = true;
      tellTabs({ type: 'signed_out' });
      await api.signOut().catch(() => undefined);
      isSigningOut = false;
      onSignedOut();
      leave(false);
    },
    /** The server ended this session, or does not renew it any more. */
    lost: () => {
      if (!isSigningOut) leave(state.peek().kind === 'signed_in');
    },
    /** This tab renewed its session; when the cookie is another person's by now, start over as that person. */
    renewed: (held: HeldSession) => {
      tellTabs({ type: 'session', held });
      if (isSomebodyElse(held.session)) void resume();
    },
    hear: async (news: TabNews) => {
      if (news.type === 'signed_out') {
        leave(false);
        return;
      }
      const startOver = isSomebodyElse(news.held.session) || state.peek().kind === 'signed_out';
      if (startOver) tokens.forget();
      tokens.adopt(news.held);
      if (startOver) await resume();
    },
  };
};
