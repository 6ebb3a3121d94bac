import { expect, it } from 'vitest';
import { channelPacer } from '../../platform/pacer.ts';
import { openThread } from '../../testing/thread.ts';
import { explainRate, isWaitSaid } from './rate-waits.rules.ts';

it('a message that waits for WhatsApp’s rate says so, with the time at which it goes out, and is tried no less', async () => {
  const thread = await openThread();
  const { deployment, owner, channel, phone } = thread;
  const pacer = channelPacer(deployment.env, owner.companyId, channel.id);
  for (let count = 0; count < 45; count++)
    await pacer.acquire({ ref: `conv_0/msg_${count}`, to: phone, perSecond: 80 }, deployment.clock.now);
  await thread.send('the forty-sixth');
  await deployment.consumeBatch('messages-urgent');
  const message = (await thread.read())['the forty-sixth'];
  expect(message).toMatchObject({ status: 'queued', error: null, waiting: explainRate('pair') });
  const dueAtMs = message?.waiting?.dueAtMs ?? 0;
  expect(dueAtMs - deployment.clock.now).toBeGreaterThan(3_000);
  expect(dueAtMs - deployment.clock.now).toBeLessThanOrEqual(6_001);
  deployment.clock.now = dueAtMs;
  await deployment.drain();
  expect(await thread.read()).toMatchObject({ 'the forty-sixth': { status: 'sent', waiting: null } });
  expect(thread.textsSent()).toEqual(['the forty-sixth']);
});

it('what is over in a moment is not written down, until all of the waiting is long', () => {
  expect(isWaitSaid(900, 0, 5_000)).toBe(false);
  expect(isWaitSaid(900, 0, 10_000)).toBe(true);
  expect(isWaitSaid(3_000, 0, 0)).toBe(true);
});
