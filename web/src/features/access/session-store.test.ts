import { describe, expect, it } from 'vitest';
import type { Session } from '../../../../workers/contracts/api/access.ts';
import { ApiProblem } from '../../api/api-problem.ts';
import { createTokenKeeper } from '../../api/token-keeper.ts';
import { createSessionStore, type TabNews } from './session-store.ts';

const sessionOf = (user: string): Session => ({
  accessToken: `token of ${user}`,
  expiresInSeconds: 900,
  user: { id: user, name: user, email: `${user}@demo.test` },
  company: { id: 'co_1', name: 'Casa Azul', slug: 'casa-azul' },
});
const refusal = (status: number) =>
  new ApiProblem({ status, code: 'refused', title: 'Refused', detail: 'Refused.' });

const setUp = () => {
  let cookieOf: string | null = 'ana';
  let problem: ApiProblem | null = null;
  let cleared = 0;
  let isHinted = true;
  let refreshes = 0;
  const told: TabNews[] = [];
  const tokens = createTokenKeeper({
    refresh: async () => {
      refreshes += 1;
      if (problem !== null) throw problem;
      if (cookieOf === null) throw refusal(401);
      return sessionOf(cookieOf);
    },
    alone: (work) => work(),
    nowMs: () => 0,
    onRenewed: (held) => store.renewed(held),
  });
  const store = createSessionStore({
    api: {
      signIn: async ({ email }) => {
        cookieOf = email;
        return sessionOf(email);
      },
      signOut: async () => undefined,
      getMe: async () => {
        const token = await tokens.token();
        const { user, company } = sessionOf(token.slice('token of '.length));
        return { user, company, role: 'agent', permissions: [] };
      },
    },
    tokens,
    tellTabs: (news) => told.push(news),
    onSignedOut: () => {
      cleared += 1;
    },
    hint: {
      isKept: () => isHinted,
      keep: (isSignedIn) => {
        isHinted = isSignedIn;
      },
    },
  });
  const who = () => {
    const state = store.state.value;
    return state.kind === 'signed_in' ? state.me.user.id : state.kind;
  };
  return {
    store,
    told,
    who,
    cleared: () => cleared,
    refreshes: () => refreshes,
    forgetHint: () => {
      isHinted = false;
    },
    isHinted: () => isHinted,
    setCookie: (user: string | null) => {
      cookieOf = user;
    },
    setProblem: (next: ApiProblem | null) => {
      problem = next;
    },
  };
};

describe('a session', () => {
  it('is restored with the cookie alone', async () => {
    const world = setUp();
    await world.store.restore();
    expect(world.who()).toBe('ana');
  });

  it('leads to the sign-in page without a cookie, and to another try without a connection', async () => {
    const world = setUp();
    world.setProblem(new ApiProblem({ status: 0, code: 'no_answer', title: '', detail: '' }));
    await world.store.restore();
    expect(world.who()).toBe('unreachable');
    world.setProblem(null);
    world.setCookie(null);
    await world.store.restore();
    expect(world.who()).toBe('signed_out');
  });

  it('is not asked for where nobody was signed in', async () => {
    const world = setUp();
    world.forgetHint();
    await world.store.restore();
    expect([world.who(), world.refreshes()]).toEqual(['signed_out', 0]);
  });

  it('is remembered from sign-in to sign-out, and while the server cannot be reached', async () => {
    const world = setUp();
    world.forgetHint();
    await world.store.signIn({ email: 'ana', password: 'x' });
    expect(world.isHinted()).toBe(true);
    world.setProblem(new ApiProblem({ status: 0, code: 'no_answer', title: '', detail: '' }));
    await world.store.restore();
    expect(world.isHinted()).toBe(true);
    await world.store.signOut();
    expect(world.isHinted()).toBe(false);
  });

  it('is not called lost when the server ends it because of our own sign-out', async () => {
    const world = setUp();
    await world.store.restore();
    const leaving = world.store.signOut();
    world.store.lost();
    await leaving;
    expect(world.store.state.value).toEqual({ kind: 'signed_out', wasLost: false });
    expect(world.cleared()).toBe(1);
  });

  it('ends in every tab at sign-out, and leaves no writing behind', async () => {
    const here = setUp();
    const there = setUp();
    await here.store.restore();
    await there.store.restore();
    await here.store.signOut();
    const news = here.told.at(-1);
    expect(news).toEqual({ type: 'signed_out' });
    if (news !== undefined) await there.store.hear(news);
    expect([here.who(), there.who()]).toEqual(['signed_out', 'signed_out']);
    expect(here.cleared()).toBe(1);
  });

  it('becomes the other person’s in every tab when somebody else signs in', async () => {
    const here = setUp();
    const there = setUp();
    await there.store.restore();
    await here.store.signIn({ email: 'bruno', password: 'x' });
    there.setCookie('bruno');
    const news = here.told.at(-1);
    if (news !== undefined) await there.store.hear(news);
    expect(there.who()).toBe('bruno');
  });

  it('begins in a tab that shows the sign-in page when another tab signs in', async () => {
    const here = setUp();
    const there = setUp();
    there.setCookie(null);
    await there.store.restore();
    await here.store.signIn({ email: 'ana', password: 'x' });
    const news = here.told.at(-1);
    if (news !== undefined) await there.store.hear(news);
    expect(there.who()).toBe('ana');
  });

  it('says that it was lost when the server does not renew it', async () => {
    const world = setUp();
    await world.store.restore();
    world.store.lost();
    expect(world.store.state.value).toEqual({ kind: 'signed_out', wasLost: true });
    expect(world.cleared()).toBe(0);
  });
});
