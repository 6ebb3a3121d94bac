import { describe, expect, it } from 'vitest';
import type { LanesHealth } from '../../contracts/api/operations.ts';
import { createDatabaseMetrics } from '../../platform/metrics/database-metrics.ts';
import { createCountedDeployment } from '../../testing/counted-deployment.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';

async function counting(name: string, number: string) {
  const { deployment, settled } = createCountedDeployment();
  const companyId = await deployment.createCompany(name);
  const owner = await deployment.signUp(companyId, 'owner');
  const operator = await deployment.signUp(companyId, 'viewer', undefined, { isOperator: true });
  await deployment.connectNumber(owner, number);
  return {
    deployment,
    operator,
    number,
    laneOf: async (lane: string) => {
      await settled();
      const health = await deployment.json<LanesHealth>(operator, 'GET', '/v1/operator/lanes');
      const found = health.items.find((one) => one.lane === lane);
      if (found === undefined) throw new Error(`no lane ${lane}`);
      return found;
    },
  };
}

describe('a lane', () => {
  it('shows what was done, what failed and what is tried again, in each span of time', async () => {
    const { deployment, number, laneOf } = await counting('lanes', '4891');
    await deployment.deliver(texts(number, { id: 'wamid.lanes.1', from: '5511955550500' }));
    await deployment.drain();
    deployment.queues.waiting.push({ queue: 'webhooks', id: 'odd', body: { v: 2 }, attempts: 1 });
    await deployment.deliver(texts(number, { id: 'wamid.lanes.2', from: '5511955550500' }));
    deployment.tenant.fault = new Error('D1_ERROR: network connection lost');
    await deployment.consumeBatch('webhooks');
    deployment.tenant.fault = null;
    const [recent, hour, day] = (await laneOf('webhooks')).windows ?? [];
    expect(recent).toMatchObject({ minutes: 5, done: 1, failed: 1, retried: 1, perMinute: 0.2, p50Ms: 8 });
    expect([hour?.done, day?.done]).toEqual([1, 1]);
  });

  it('shows what has begun and not ended as in flight', async () => {
    const { deployment, number, laneOf } = await counting('flight', '4892');
    const before = (await laneOf('webhooks')).inFlight;
    await deployment.deliver(texts(number, { id: 'wamid.flight.1', from: '5511955550501' }));
    const held = Promise.withResolvers<void>();
    deployment.tenant.beforeBatch = () => held.promise;
    const work = deployment.consumeBatch('webhooks');
    const during = async () => (await laneOf('webhooks')).inFlight;
    await expect.poll(during).toBe(before + 1);
    held.resolve();
    deployment.tenant.beforeBatch = null;
    await work;
    expect(await during()).toBe(before);
  });
});

it('counting costs a row per gathering, however many jobs it counts', async () => {
  const deployment = createDeployment();
  const ctx = deployment.context();
  const written: Promise<unknown>[] = [];
  const metrics = createDatabaseMetrics({
    db: ctx.directory,
    nowMs: ctx.clock.nowMs,
    waitUntil: (work) => void written.push(work),
    log: ctx.log,
    gatherMs: 0,
  });
  const from = deployment.directory.statements.length;
  for (let n = 0; n < 1_000; n++) metrics.record('lane jobs', { started: 1, done: 1 });
  await Promise.all(written);
  const rows = deployment.directory.statements.slice(from).reduce((sum, one) => sum + one.rowsWritten, 0);
  expect([written.length, rows]).toEqual([1, 1]);
});

it('counting holds up no event: what was counted within a second is written by the next who counts, or read first', async () => {
  const deployment = createDeployment();
  const ctx = deployment.context();
  const written: Promise<unknown>[] = [];
  const metrics = createDatabaseMetrics({
    db: ctx.directory,
    nowMs: ctx.clock.nowMs,
    waitUntil: (work) => void written.push(work),
    log: ctx.log,
  });
  deployment.clock.now += 86_400_000;
  const startMs = deployment.clock.now;
  const done = async () =>
    (await metrics.sum(['lane media'], startMs, startMs + 60_000))?.get('lane media')?.done ?? 0;
  metrics.record('lane media', { done: 1 });
  await Promise.all(written);
  metrics.record('lane media', { done: 1 });
  expect(written).toHaveLength(1);
  expect(await done()).toBe(2);
  metrics.record('lane media', { done: 1 });
  deployment.clock.now += 1_000;
  metrics.record('lane media', { done: 1 });
  await Promise.all(written);
  expect([written.length, await done()]).toEqual([2, 4]);
});
