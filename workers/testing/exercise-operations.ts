import { createDatabaseMetrics } from '../platform/metrics/database-metrics.ts';
import type { Deployment, Person } from './deployment.ts';

/** Everything that operators look at. */
export async function exerciseOperations(deployment: Deployment, owner: Person, run: string): Promise<void> {
  const ctx = deployment.context();
  const written: Promise<unknown>[] = [];
  const metrics = createDatabaseMetrics({
    db: ctx.directory,
    nowMs: ctx.clock.nowMs,
    waitUntil: (work) => void written.push(work),
    log: ctx.log,
    gatherMs: 0,
  });
  metrics.record('lane jobs', { started: 1, done: 1 });
  await Promise.all(written);
  await metrics.read(['lane jobs'], 0);
  await metrics.sum(['lane jobs'], 0, 1);
  const operator = await deployment.signUp(owner.companyId, 'viewer', `lanes-${run}@people.test`, {
    isOperator: true,
  });
  await deployment.json(operator, 'GET', '/v1/operator/lanes');
  const nobodys = `/v1/operator/messages/${ctx.ids.next('msg')}/life`;
  for (const company of [owner.companyId, `no-such-${run}`])
    await deployment.call(operator, 'GET', `${nobodys}?company=${company}`);
  const { items } = await deployment.json<{ items: { id: string }[] }>(owner, 'GET', '/v1/channels');
  await deployment.json(owner, 'GET', `/v1/channels/${items[0]?.id}/sending`);
}
