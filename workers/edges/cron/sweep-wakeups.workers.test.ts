import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import { directoryRows, openThread } from '../../testing/thread.ts';

it('what cannot be looked at waits a minute, and keeps nothing else from being woken', async () => {
  const thread = await openThread();
  const { deployment, owner } = thread;
  const ctx = deployment.context();
  const stuck = {
    dueAtMs: deployment.clock.now - 1,
    companyId: owner.companyId,
    kind: 'upload.expire' as const,
    ref: ctx.ids.next('upl'),
  };
  await ctx.directory.batch([insertWakeups(ctx.directory, [stuck])]);
  const { MEDIA } = deployment.env;
  deployment.env.MEDIA = new Proxy(MEDIA, {
    get(bucket, key) {
      if (key === 'delete') return () => Promise.reject(new Error('R2 is away'));
      const value: unknown = Reflect.get(bucket, key);
      return typeof value === 'function' ? value.bind(bucket) : value;
    },
  });
  const path = `/v1/conversations/${thread.conversationId}`;
  const { version } = await deployment.json<Conversation>(owner, 'GET', path);
  const snoozedUntilMs = deployment.clock.now + 30_000;
  await deployment.json(owner, 'PATCH', path, { version, status: 'snoozed', snoozedUntilMs });
  await thread.passTime(60_000);
  await deployment.tick();
  expect(await deployment.json<Conversation>(thread.owner, 'GET', path)).toMatchObject({ status: 'open' });

  const waiting = () => directoryRows('SELECT 1 FROM wakeups WHERE ref = ?', stuck.ref);
  expect(await waiting()).toHaveLength(1);
  deployment.env.MEDIA = MEDIA;
  await thread.passTime(60_000);
  await deployment.tick();
  expect(await waiting()).toEqual([]);
});
