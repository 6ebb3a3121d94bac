import { describe, expect, it } from 'vitest';
import { createGuardedFetch } from '../../platform/security/guarded-fetch.ts';
import { createCloudAccounts } from './account.ts';
import { verifyNumber } from './verify-number.ts';

const GRAPH = 'http://127.0.0.1:9';
const LAST = '999999';

/** An account whose numbers Meta gives page by page; `endless` never says that a page is the last. */
function accountOf(pages: readonly (readonly string[])[], { isEndless = false } = {}) {
  const asked: string[] = [];
  const answer = (url: URL): unknown => {
    if (!url.pathname.endsWith('/phone_numbers')) return { id: url.pathname.split('/').at(-1) };
    const place = Number(url.searchParams.get('after') ?? 0);
    const isLast = !isEndless && place >= pages.length - 1;
    return {
      data: (pages[place % pages.length] ?? []).map((id) => ({ id })),
      paging: {
        cursors: { before: 'x', after: String(place + 1) },
        ...(isLast ? {} : { next: `${GRAPH}/elsewhere` }),
      },
    };
  };
  const fetch = createGuardedFetch({
    isLocal: true,
    fetch: async (input) => {
      const url = new URL(input instanceof Request ? input.url : input);
      asked.push(url.pathname + url.search);
      return Response.json(answer(url));
    },
  });
  const deps = { graphUrl: GRAPH, fetch };
  const channel = { wabaId: '800', phoneNumberId: LAST, accessToken: 'token' };
  return {
    list: () => createCloudAccounts(deps).listNumbers(channel),
    verify: () => verifyNumber(deps, channel),
    pagesAsked: () => asked.filter((path) => path.includes('phone_numbers')).length,
  };
}

const numbers = (from: number) => Array.from({ length: 100 }, (_, n) => String(from + n));

describe('an account with more numbers than one page holds', () => {
  it('lists all of them', async () => {
    const account = accountOf([numbers(1_000), numbers(2_000), [LAST]]);
    expect(await account.list()).toEqual({
      kind: 'done',
      value: [...numbers(1_000), ...numbers(2_000), LAST],
    });
  });

  it('is known to have a number of its last page', async () => {
    const account = accountOf([numbers(1_000), numbers(2_000), [LAST]]);
    expect(await account.verify()).toEqual({ kind: 'right' });
  });

  it('is not asked for further pages once the number is found', async () => {
    const account = accountOf([[LAST], numbers(1_000), numbers(2_000)]);
    expect([await account.verify(), account.pagesAsked()]).toEqual([{ kind: 'right' }, 1]);
  });

  it('is known not to have a number that is on no page', async () => {
    expect(await accountOf([numbers(1_000), numbers(2_000)]).verify()).toEqual({ kind: 'wrong_account' });
  });

  it('whose pages never end leaves it open, and is not asked for ever', async () => {
    const account = accountOf([numbers(1_000), numbers(2_000)], { isEndless: true });
    expect((await account.list()).kind).toBe('unreachable');
    expect((await account.verify()).kind).toBe('unreachable');
    expect(account.pagesAsked()).toBeLessThanOrEqual(40);
  });
});
