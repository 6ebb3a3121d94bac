import { describe, expect, it } from 'vitest';
import { LANES } from '../../contracts/queues.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { deadLettersOf } from '../../testing/dead-letters.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, openThread } from '../../testing/thread.ts';

/** A deployment with one delivery in its queue. */
async function withDelivery(number: string) {
  const deployment = createDeployment();
  // Each test's letters are newer than those of the tests before it.
  deployment.clock.now += Number(number) * 1_000;
  const owner = await deployment.signUp(await deployment.createCompany(`consume-${number}`), 'owner');
  await deployment.connectNumber(owner, number);
  await deployment.deliver(texts(number, { id: `wamid.${number}`, from: '5511955550230' }));
  const stored = async () =>
    (await deployment.json<{ items: unknown[] }>(owner, 'GET', '/v1/conversations')).items.length;
  const operator = await deployment.signUp(owner.companyId, 'viewer', undefined, { isOperator: true });
  const letters = () => deadLettersOf(deployment, operator, '/v1/operator').list('?lane=webhooks');
  const deadLetters = async () => (await letters()).length;
  return { deployment, stored, letters, deadLetters };
}

describe('a job that fails', () => {
  it('by a fault of the house is tried until the house is well, however often', async () => {
    const { deployment, stored, deadLetters } = await withDelivery('4851');
    const before = await deadLetters();
    deployment.tenant.fault = new Error('D1_ERROR: network connection lost');
    for (let round = 0; round < 50; round++) {
      expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 0, retried: 1 });
    }
    deployment.tenant.fault = null;
    await deployment.drain();
    expect([await stored(), (await deadLetters()) - before]).toEqual([1, 0]);
  });

  it('by a fault of the house that does not end is kept with that fault, before the platform gives it up', async () => {
    const { deployment, stored, letters, deadLetters } = await withDelivery('4850');
    const before = await deadLetters();
    for (const message of deployment.queues.waiting) message.attempts = 99;
    deployment.tenant.fault = new Error('D1_ERROR: the database is corrupt');
    expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 0, retried: 1 });
    expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 1, retried: 0 });
    deployment.tenant.fault = null;
    expect([await stored(), (await deadLetters()) - before]).toEqual([0, 1]);
    const [letter] = await letters();
    expect(letter).toMatchObject({
      code: 'unavailable',
      detail: expect.stringContaining('the database is corrupt'),
      attempts: 100,
    });
  });

  it('by its own fault is tried three times more, and then kept with its reason', async () => {
    const { deployment, stored, letters, deadLetters } = await withDelivery('4852');
    const before = await deadLetters();
    const [waiting] = deployment.queues.waiting;
    const spilled = {
      ...(waiting?.body as object),
      kind: 'meta.spilled-delivery',
      key: 'spilled/nowhere.json',
    };
    const { raw: _, ...body } = spilled as Record<string, unknown>;
    deployment.queues.waiting.splice(0, 1, { queue: 'webhooks', id: 'bad', body, attempts: 1 });
    await deployment.drain();
    expect([await stored(), (await deadLetters()) - before]).toEqual([0, 1]);
    expect((await letters())[0]).toMatchObject({
      code: 'unexpected',
      detail: expect.stringContaining('is gone'),
      lane: 'webhooks',
      kind: 'meta.spilled-delivery',
      companyId: null,
      state: 'open',
    });
  });

  it('by its own fault after many faults of the house has all its tries left', async () => {
    const { deployment, deadLetters } = await withDelivery('4853');
    const before = await deadLetters();
    const [waiting] = deployment.queues.waiting;
    const { raw: _, ...rest } = (waiting?.body ?? {}) as Record<string, unknown>;
    const body = { ...rest, kind: 'meta.spilled-delivery', key: 'spilled/nowhere.json' };
    deployment.queues.waiting.splice(0, 1, { queue: 'webhooks', id: 'late', body, attempts: 40 });
    await deployment.consumeBatch('webhooks');
    expect(deployment.queues.waiting).toMatchObject([{ queue: 'webhooks', body: { faults: 1 } }]);
    expect((await deadLetters()) - before).toBe(0);
  });
});

it('a message that waits for its time for the hundredth time waits on, in a copy that counts from the beginning', async () => {
  const deployment = createDeployment();
  const office = await openOffice(deployment);
  const thread = await openThread(office);
  await thread.send('Later');
  const later = { status: 429, body: { error: { code: 130_429, message: 'Rate limit hit' } } };
  deployment.graph.answers.push(later);
  for (const message of deployment.queues.waiting) message.attempts = 100;
  expect(await deployment.consumeBatch('messages-urgent')).toEqual({ acked: 1, retried: 0 });
  expect(deployment.queues.waiting).toMatchObject([
    { queue: 'messages-urgent', attempts: 1, body: { kind: 'message.send', faults: 0 } },
  ]);
});

it('a body of no known shape is kept at once with the fault of its shape, and costs its neighbours nothing', async () => {
  const { deployment, stored, letters, deadLetters } = await withDelivery('4854');
  const before = await deadLetters();
  deployment.queues.waiting.unshift({ queue: 'webhooks', id: 'odd', body: { v: 2 }, attempts: 1 });
  await deployment.drain();
  expect([await stored(), (await deadLetters()) - before]).toEqual([1, 1]);
  expect((await letters())[0]).toMatchObject({
    code: 'malformed_body',
    detail: expect.stringContaining('kind'),
  });
});

it('what cannot even be written as JSON is kept all the same', async () => {
  const { deployment, letters, deadLetters } = await withDelivery('4858');
  const before = await deadLetters();
  const body = { kind: 'meta.delivery', count: 1n };
  const messages = [{ queue: 'webhooks', id: 'bigint', body, attempts: 1 }];
  expect(await deployment.consumeMessages('webhooks', messages)).toEqual({ acked: 1, retried: 0 });
  expect((await deadLetters()) - before).toBe(1);
  expect((await letters())[0]).toMatchObject({ code: 'malformed_body', kind: 'meta.delivery' });
});

it('a batch that takes too long for one invocation leaves the rest to another one, and blames no job', async () => {
  const { deployment } = await withDelivery('4859');
  const letters = () =>
    deployment.env.DIRECTORY.prepare('SELECT count(*) FROM dead_letters').first('count(*)');
  const before = await letters();
  const [waiting] = deployment.queues.waiting;
  const { raw, ...rest } = (waiting?.body ?? {}) as Record<string, string>;
  await deployment.env.ARCHIVE.put('spilled/slow.json', raw ?? '');
  const body = (ref: string) => ({ ...rest, ref, kind: 'meta.spilled-delivery', key: 'spilled/slow.json' });
  const messages = ['slow', 'next', 'last'].map((id) => ({
    queue: 'webhooks',
    id,
    body: body(id),
    attempts: 1,
  }));
  let read = 0;
  deployment.env.ARCHIVE = new Proxy(deployment.env.ARCHIVE, {
    get(bucket, key) {
      const value: unknown = Reflect.get(bucket, key);
      if (key === 'get') {
        read += 1;
        deployment.clock.now += 600_000;
      }
      return typeof value === 'function' ? value.bind(bucket) : value;
    },
  });
  deployment.queues.waiting.length = 0;
  expect(await deployment.consumeMessages('webhooks', messages)).toEqual({ acked: 1, retried: 2 });
  expect(read).toBe(1);
  expect(deployment.queues.waiting.map(({ id }) => id)).toEqual(['next', 'last']);
  expect(await letters()).toBe(before);
});

describe('a dead letter in an outage of the directory', () => {
  it('waits in the bucket, sealed, and is found in the directory afterwards, once', async () => {
    const { deployment, letters, deadLetters } = await withDelivery('4855');
    const before = await deadLetters();
    await deployment.drain();
    deployment.queues.waiting.push({
      queue: 'webhooks',
      id: 'aside',
      body: { v: 2, note: 'Ask for +55 11 95555-0302' },
      attempts: 1,
    });
    deployment.directory.fault = new Error('D1_ERROR: network connection lost');
    expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 1, retried: 0 });
    const { objects } = await deployment.env.ARCHIVE.list({ prefix: 'dead-letters/' });
    const kept = await (await deployment.env.ARCHIVE.get(objects[0]?.key ?? ''))?.text();
    expect([objects.length, kept?.includes('95555')]).toEqual([1, false]);
    deployment.directory.fault = null;
    await deployment.tick();
    await deployment.tick();
    expect((await deadLetters()) - before).toBe(1);
    expect((await letters())[0]).toMatchObject({ code: 'malformed_body', state: 'open' });
    expect((await deployment.env.ARCHIVE.list({ prefix: 'dead-letters/' })).objects).toEqual([]);
  });

  it('stays in its queue while neither the directory nor the bucket takes it', async () => {
    const { deployment, deadLetters } = await withDelivery('4856');
    const before = await deadLetters();
    await deployment.drain();
    deployment.queues.waiting.push({ queue: 'webhooks', id: 'nowhere', body: { v: 2 }, attempts: 1 });
    deployment.directory.fault = new Error('D1_ERROR: network connection lost');
    deployment.env.ARCHIVE = new Proxy(deployment.env.ARCHIVE, {
      get(bucket, key) {
        if (key === 'put') return () => Promise.reject(new Error('R2 is away'));
        const value: unknown = Reflect.get(bucket, key);
        return typeof value === 'function' ? value.bind(bucket) : value;
      },
    });
    expect(await deployment.consumeBatch('webhooks')).toEqual({ acked: 0, retried: 1 });
    deployment.directory.fault = null;
    await deployment.drain();
    expect((await deadLetters()) - before).toBe(1);
  });
});

/** What no job looks like, with a word of why. */
const RUBBISH: readonly [unknown, string][] = [
  [null, 'object'],
  ['message.send', 'object'],
  [7, 'object'],
  [[], 'object'],
  [{}, 'kind'],
  [{ kind: '__proto__' }, 'no such kind'],
  [{ kind: 'constructor' }, 'no such kind'],
  [{ v: 2, kind: 'message.send', lane: 'messages-urgent' }, 'v'],
  [{ v: 1, kind: 'media.fetch', lane: 'media', companyId: '../x', ref: {} }, 'companyId'],
  [{ v: 1, kind: 'search.index', lane: 'jobs', companyId: null, ref: { seq: 'many' }, more: 1 }, 'seq'],
];

it.each(LANES)('in %s whatever is no job is kept at once, with why, and holds nothing up', async (lane) => {
  const deployment = createDeployment();
  // Apart from the letters of all other tests.
  deployment.clock.now += 86_400_000 + 60_000 * LANES.indexOf(lane);
  const owner = await deployment.signUp(await deployment.createCompany(`rubbish-${lane}`), 'owner');
  const operator = await deployment.signUp(owner.companyId, 'viewer', undefined, { isOperator: true });
  const messages = RUBBISH.map(([body], n) => ({ queue: lane, id: `${lane}-${n}`, body, attempts: 1 }));
  expect(await deployment.consumeMessages(lane, messages)).toEqual({ acked: RUBBISH.length, retried: 0 });
  const fromMs = deployment.clock.now;
  const letters = deadLettersOf(deployment, operator, '/v1/operator');
  const kept = await letters.list(`?lane=${lane}&code=malformed_body&fromMs=${fromMs}`);
  expect(kept).toHaveLength(RUBBISH.length);
  const unexplained = RUBBISH.filter(([, why]) => !kept.some(({ detail }) => detail.includes(why)));
  expect(unexplained).toEqual([]);
});
