import { beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { CompanyEventList } from '../../contracts/api/events.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { raiseAlert, resolveAlert, type Trouble } from './index.ts';

const deployment = createDeployment();
const { clock } = deployment;
let owner: Person;
beforeAll(async () => {
  owner = await deployment.signUp(await deployment.createCompany('alerts'), 'owner');
});

const trouble = (key: string, change: Partial<Trouble> = {}): Trouble => ({
  key,
  kind: 'number.quality',
  severity: 'warning',
  channelId: null,
  title: `Trouble ${key}`,
  detail: 'Write less for a while.',
  ...change,
});
const raise = (key: string, change?: Partial<Trouble>) =>
  raiseAlert(deployment.context(), owner.companyId, trouble(key, change));
const list = async (query = '') =>
  (await deployment.json<{ items: Alert[]; nextCursor: string | null }>(owner, 'GET', `/v1/alerts${query}`))
    .items;
const find = async (key: string, query = '') =>
  (await list(query)).find(({ title }) => title === `Trouble ${key}`);
const lastChanges = async () => {
  const { items } = await deployment.json<CompanyEventList>(owner, 'GET', '/v1/events?after=0');
  return items.at(-1)?.changes;
};

describe('a trouble', () => {
  it('that happens again while its alert is open is counted, and administrators are told each time', async () => {
    await raise('again');
    const first = await find('again');
    clock.now += 60_000;
    await raise('again');
    expect(await find('again')).toEqual({ ...first, count: 2, lastAtMs: clock.now });
    expect(await lastChanges()).toEqual([{ entity: 'alert', id: first?.id }]);
  });

  it('that is over by itself leaves its alert in the history, and opens another when it returns', async () => {
    await raise('returns');
    const first = await find('returns');
    await resolveAlert(deployment.context(), owner.companyId, 'returns');
    expect(await find('returns')).toBeUndefined();
    expect(await find('returns', '?state=all')).toEqual({ ...first, resolvedAtMs: clock.now });
    clock.now += 1_000;
    await raise('returns');
    const second = await find('returns');
    expect([second?.count, second?.id === first?.id]).toEqual([1, false]);
    await resolveAlert(deployment.context(), owner.companyId, 'never open');
  });

  it('whose alert is resolved while it happens again opens another', async () => {
    await raise('meanwhile');
    const first = await find('meanwhile');
    let batches = 0;
    deployment.tenant.beforeBatch = async () => {
      if (++batches < 2) return;
      deployment.tenant.beforeBatch = null;
      await deployment.json<Alert>(owner, 'POST', `/v1/alerts/${first?.id}/resolve`);
    };
    await raise('meanwhile');
    const second = await find('meanwhile');
    expect([second?.count, second?.id === first?.id]).toEqual([1, false]);
  });

  it('that becomes worse is news again to whoever acknowledged it, and one that stays as it is is not', async () => {
    await raise('worse');
    const id = (await find('worse'))?.id ?? '';
    const seen = await deployment.json<Alert>(owner, 'POST', `/v1/alerts/${id}/acknowledge`);
    expect([seen.acknowledgedById, seen.acknowledgedAtMs]).toEqual([owner.userId, clock.now]);
    await raise('worse');
    expect((await find('worse'))?.acknowledgedById).toBe(owner.userId);
    await raise('worse', { severity: 'critical' });
    expect(await find('worse')).toMatchObject({ severity: 'critical', acknowledgedAtMs: null, count: 3 });
  });
});

it('a person who resolves or acknowledges twice changes nothing the second time', async () => {
  await raise('twice');
  const id = (await find('twice'))?.id ?? '';
  const resolved = await deployment.json<Alert>(owner, 'POST', `/v1/alerts/${id}/resolve`);
  expect([resolved.resolvedById, resolved.resolvedAtMs]).toEqual([owner.userId, clock.now]);
  clock.now += 1_000;
  expect(await deployment.json<Alert>(owner, 'POST', `/v1/alerts/${id}/resolve`)).toEqual(resolved);
  expect(await deployment.json<Alert>(owner, 'POST', `/v1/alerts/${id}/acknowledge`)).toEqual(resolved);
});

it('open alerts come with the worst first, page by page', async () => {
  const other = await deployment.signUp(await deployment.createCompany('alerts-order'), 'owner');
  const ctx = deployment.context();
  await raiseAlert(ctx, other.companyId, trouble('a', { severity: 'info' }));
  await raiseAlert(ctx, other.companyId, trouble('b', { severity: 'critical' }));
  await raiseAlert(ctx, other.companyId, trouble('c'));
  const titles: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '?limit=1' : `?limit=1&cursor=${cursor}`;
    const page: { items: Alert[]; nextCursor: string | null } = await deployment.json(
      other,
      'GET',
      `/v1/alerts${query}`,
    );
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(titles).toEqual(['Trouble b', 'Trouble c', 'Trouble a']);
});

it('open ones are paged, also when the one that a page ended with is over by then', async () => {
  const person = await deployment.signUp(await deployment.createCompany('alert-pages'), 'owner');
  const ctx = deployment.context();
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    clock.now += 1_000;
    const severity = key === 'c' ? 'critical' : 'warning';
    await raiseAlert(ctx, person.companyId, trouble(key, { severity }));
  }
  const page = (query: string) =>
    deployment.json<{ items: Alert[]; nextCursor: string | null }>(person, 'GET', `/v1/alerts?${query}`);
  const first = await page('limit=2');
  expect(first.items.map(({ title }) => title)).toEqual(['Trouble c', 'Trouble e']);
  await resolveAlert(ctx, person.companyId, 'e');
  const second = await page(`limit=2&cursor=${first.nextCursor}`);
  expect(second.items.map(({ title }) => title)).toEqual(['Trouble d', 'Trouble b']);
  const last = await page(`limit=2&cursor=${second.nextCursor}`);
  expect([last.items.map(({ title }) => title), last.nextCursor]).toEqual([['Trouble a'], null]);
});
