import { expect, it } from 'vitest';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import { directoryRows, openThread } from '../../testing/thread.ts';

it('what cannot be looked at waits a minute, and keeps nobody else’s sends from being woken', async () => {
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
  await thread.send('its queue message is lost');
  deployment.queues.waiting.length = 0;
  await thread.passTime(60_000);
  await deployment.tick();
  await deployment.drain();
  expect(thread.textsSent()).toEqual(['its queue message is lost']);

  const waiting = () => directoryRows('SELECT 1 FROM wakeups WHERE ref = ?', stuck.ref);
  expect(await waiting()).toHaveLength(1);
  deployment.env.MEDIA = MEDIA;
  await thread.passTime(60_000);
  await deployment.tick();
  expect(await waiting()).toEqual([]);
});
