import { expect, it } from 'vitest';
import { appendToLog } from '../../platform/outbox/queries.ts';
import { openOffice } from '../../testing/thread.ts';
import { drainLog } from './drain-logs.ts';

it('a row of the log that is too young is not passed over for one behind it that another clock dated earlier', async () => {
  const { deployment, owner } = await openOffice();
  const { companyId } = owner;
  const ctx = deployment.context();
  const db = ctx.tenant(companyId);
  const told: number[] = [];
  const publish = (_: string, { seq }: { seq: number }) => {
    told.push(seq);
    return Promise.resolve();
  };
  deployment.clock.now += 60_000;
  await drainLog({ ...ctx, publish }, companyId);
  told.length = 0;
  const alert = [{ entity: 'alert', id: ctx.ids.next('alt') }] as const;
  const nowMs = deployment.clock.now;
  for (const atMs of [nowMs - 20_000, nowMs, nowMs - 15_000]) await db.batch([appendToLog(db, atMs, alert)]);
  await drainLog({ ...ctx, publish }, companyId);
  expect(told).toHaveLength(1);
  deployment.clock.now += 20_000;
  await drainLog({ ...ctx, publish }, companyId);
  expect(told).toHaveLength(3);
});
