import { expect, it } from 'vitest';
import type { ChannelEvent } from '../../contracts/api/channels.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import { openThread, type Page, type Thread } from '../../testing/thread.ts';

const retry = (thread: Thread, messageId: string) =>
  thread.deployment.call(thread.owner, 'POST', `${thread.path}/${messageId}/retry`);

/** A message that Meta took as `wamid.TEST1` and could not deliver. */
async function sendAndFail(withCallbackData: boolean) {
  const thread = await openThread();
  const { deployment, number, conversationId } = thread;
  const message = await thread.send('hello');
  await deployment.drain();
  const report = (status: string, id = 'wamid.TEST1') =>
    deployment.deliver(
      statuses(number, {
        id,
        status,
        ...(withCallbackData ? { callbackData: `${conversationId}/${message.id}` } : {}),
        ...(status === 'failed' ? { errors: [{ code: 131026, title: 'Undeliverable' }] } : {}),
      }),
    );
  await report('failed');
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'failed', error: { code: 131026 } });
  return { thread, deployment, message, report };
}

it('sends a failed message again, and no other', async () => {
  const { thread, deployment, message } = await sendAndFail(true);
  const first = await retry(thread, message.id);
  expect(first.status).toBe(202);
  expect(await first.json()).toMatchObject({ status: 'queued', error: null, failedAtMs: null });
  const twin = await retry(thread, message.id);
  expect(twin.status).toBe(409);
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent', externalId: 'wamid.TEST2' });
  expect(deployment.graph.calls).toHaveLength(2);
  const late = await retry(thread, message.id);
  expect([late.status, await late.json()]).toMatchObject([409, { code: 'not_failed' }]);
});

it('refuses to send a failed message again once the window has closed, and does within it', async () => {
  const { thread, deployment, message } = await sendAndFail(true);
  await thread.passTime(24 * 60 * 60 * 1_000);
  const refused = await retry(thread, message.id);
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'window_closed' }]);
  expect(deployment.graph.calls).toHaveLength(1);
  await thread.passTime(-60 * 60 * 1_000);
  expect((await retry(thread, message.id)).status).toBe(202);
});

it.each([true, false])(
  'is not stopped by the old failure reported again before the second try (our callback data: %s)',
  async (withCallbackData) => {
    const { thread, deployment, message, report } = await sendAndFail(withCallbackData);
    await retry(thread, message.id);
    await report('failed');
    await report('sent');
    await deployment.consumeBatch('statuses');
    expect((await thread.read())['hello']).toMatchObject({ status: 'queued' });
    await deployment.drain();
    expect((await thread.read())['hello']).toMatchObject({ status: 'sent', externalId: 'wamid.TEST2' });
  },
);

it('does not fail again when the old failure is reported again after the second try succeeded', async () => {
  const { thread, deployment, message, report } = await sendAndFail(true);
  await retry(thread, message.id);
  await deployment.drain();
  await report('failed');
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent', error: null });
  // Its own failure still counts.
  await report('failed', 'wamid.TEST2');
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'failed' });
});

it('learns the second try’s outcome from a status when its answer is lost', async () => {
  const { thread, deployment, message, report } = await sendAndFail(true);
  deployment.graph.answers.push('reset');
  await retry(thread, message.id);
  await deployment.drain();
  await report('failed');
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'unknown' });
  await report('delivered', 'wamid.SECOND');
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'delivered', externalId: 'wamid.SECOND' });
});

it('is not sent a second time when the first try turns out to have been delivered', async () => {
  const { thread, deployment, message, report } = await sendAndFail(true);
  await retry(thread, message.id);
  await report('delivered');
  await deployment.consumeBatch('statuses');
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'delivered' });
  expect(deployment.graph.calls).toHaveLength(1);
});

it('leaves nothing of a message’s earlier tries under the channel', async () => {
  const { thread, deployment, message, report } = await sendAndFail(true);
  await retry(thread, message.id);
  await report('failed');
  await deployment.drain();
  const path = `/v1/channels/${thread.channel.id}/events`;
  expect((await deployment.json<Page<ChannelEvent>>(thread.owner, 'GET', path)).items).toEqual([]);
});
