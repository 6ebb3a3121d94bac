import { describe, expect, it } from 'vitest';
import type { Session } from '../../../workers/contracts/api/access.ts';
import { createTokenKeeper, type HeldSession } from './token-keeper.ts';

const session = (accessToken: string): Session => ({
  accessToken,
  expiresInSeconds: 900,
  user: { id: 'usr_1', name: 'Ana', email: 'ana@demo.test' },
  company: { id: 'co_1', name: 'Casa Azul', slug: 'casa-azul' },
});

const setUp = () => {
  let nowMs = 0;
  let count = 0;
  const renewed: HeldSession[] = [];
  const waiting: (() => void)[] = [];
  let isHeldElsewhere = false;
  const keeper = createTokenKeeper({
    refresh: async () => {
      count += 1;
      return session(`token-${count}`);
    },
    alone: async (work) => {
      if (isHeldElsewhere) await new Promise<void>((resolve) => waiting.push(resolve));
      return work();
    },
    nowMs: () => nowMs,
    onRenewed: (held) => renewed.push(held),
  });
  return {
    keeper,
    renewed,
    refreshes: () => count,
    pass: (ms: number) => {
      nowMs += ms;
    },
    holdElsewhere: () => {
      isHeldElsewhere = true;
    },
    release: () => {
      isHeldElsewhere = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
};

describe('the access token', () => {
  it('is not asked for after sign-out, whatever is still under way', async () => {
    const { keeper, refreshes, renewed, holdElsewhere, release } = setUp();
    holdElsewhere();
    const late = keeper.token();
    keeper.forget();
    release();
    await expect(late).rejects.toMatchObject({ status: 401, code: 'signed_out' });
    await expect(keeper.token()).rejects.toMatchObject({ status: 401, code: 'signed_out' });
    await expect(keeper.tokenAfterRefusal('old')).rejects.toMatchObject({ status: 401 });
    expect(renewed).toEqual([]);
    expect(refreshes()).toBe(1);
    keeper.start(session('of the next person'));
    expect(await keeper.token()).toBe('of the next person');
  });
  it('is renewed once for everybody who asks at the same time', async () => {
    const { keeper, refreshes } = setUp();
    const tokens = await Promise.all([keeper.token(), keeper.token(), keeper.restore()]);
    expect(tokens.slice(0, 2)).toEqual(['token-1', 'token-1']);
    expect(refreshes()).toBe(1);
  });

  it('is used until half a minute before its end, then renewed before it is used', async () => {
    const { keeper, pass, refreshes } = setUp();
    keeper.start(session('first'));
    pass(869_000);
    expect(await keeper.token()).toBe('first');
    pass(2_000);
    expect(await keeper.token()).toBe('token-1');
    expect(refreshes()).toBe(1);
  });

  it('is renewed once when several calls were refused with it', async () => {
    const { keeper, refreshes } = setUp();
    keeper.start(session('refused'));
    const tokens = await Promise.all([
      keeper.tokenAfterRefusal('refused'),
      keeper.tokenAfterRefusal('refused'),
    ]);
    expect(tokens).toEqual(['token-1', 'token-1']);
    expect(await keeper.tokenAfterRefusal('refused')).toBe('token-1');
    expect(refreshes()).toBe(1);
  });

  it('is taken from another tab that renewed while this one waited for its turn', async () => {
    const { keeper, holdElsewhere, release, refreshes } = setUp();
    holdElsewhere();
    const asked = keeper.token();
    keeper.adopt({ session: session('from-the-other-tab'), expiresAtMs: 900_000 });
    release();
    expect(await asked).toBe('from-the-other-tab');
    expect(refreshes()).toBe(0);
  });

  it('is forgotten at sign-out, and obtained anew by the next start', async () => {
    const { keeper, refreshes } = setUp();
    keeper.start(session('first'));
    keeper.forget();
    expect((await keeper.restore()).accessToken).toBe('token-1');
    expect(refreshes()).toBe(1);
  });

  it('tells other tabs only of what this tab obtained', async () => {
    const { keeper, renewed } = setUp();
    keeper.adopt({ session: session('theirs'), expiresAtMs: 900_000 });
    await keeper.token();
    expect(renewed).toEqual([]);
    await keeper.tokenAfterRefusal('theirs');
    expect(renewed.map((held) => held.session.accessToken)).toEqual(['token-1']);
  });
});
