import { describe, expect, it } from 'vitest';
import type { ChannelSending } from '../../contracts/api/channel-sending.ts';
import { createCountedDeployment } from '../../testing/counted-deployment.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import { openOffice, openThread } from '../../testing/thread.ts';

const REFUSED = {
  status: 400,
  body: { error: { message: 'bad', code: 100, type: 'OAuthException' } },
};

async function opened() {
  const { deployment, settled } = createCountedDeployment();
  const thread = await openThread(await openOffice(deployment));
  const sendingOf = async (channelId: string) => {
    await settled();
    return deployment.json<ChannelSending>(thread.owner, 'GET', `/v1/channels/${channelId}/sending`);
  };
  return { deployment, thread, sendingOf };
}

describe('how a number sends', () => {
  it('is told with what was refused at once and later, and with how long Meta took, of that number alone', async () => {
    const { deployment, thread, sendingOf } = await opened();
    const other = await deployment.connectNumber(thread.owner, `9${thread.number}`);
    deployment.graph.onCall = () => void (deployment.clock.now += 100);
    await thread.send('one');
    await thread.send('two');
    await thread.send('three');
    deployment.graph.answers.push({ status: 200, body: { messages: [{ id: 'wamid.LATER' }] } });
    await deployment.drain();
    deployment.graph.answers.push(REFUSED);
    await thread.send('refused');
    await deployment.drain();
    deployment.graph.onCall = null;
    await deployment.deliver(
      statuses(thread.number, {
        id: 'wamid.LATER',
        status: 'failed',
        errors: [{ code: 131_026, title: 'Message undeliverable' }],
      }),
    );
    await deployment.drain();
    const { windows, breaker } = await sendingOf(thread.channel.id);
    const counted = {
      sent: 3,
      refused: 1,
      retried: 0,
      reportedFailed: 1,
      errorShare: 0.5,
      p50Ms: 128,
      p95Ms: 128,
    };
    expect(windows).toEqual([
      { minutes: 5, sentPerMinute: 0.6, ...counted },
      { minutes: 60, sentPerMinute: 0.05, ...counted },
      { minutes: 1_440, sentPerMinute: 3 / 1_440, ...counted },
    ]);
    expect(breaker).toEqual({ isSending: true, stops: [], waitingCount: 0 });
    expect((await sendingOf(other.id)).windows?.[2]).toMatchObject({
      sent: 0,
      errorShare: null,
      p50Ms: null,
    });
  });

  it('is told with the stop that Meta’s error made', async () => {
    const { deployment, thread, sendingOf } = await opened();
    deployment.graph.answers.push({
      status: 400,
      body: { error: { message: 'limit', code: 131_048, type: 'OAuthException' } },
    });
    await thread.send('stopped');
    await deployment.drain();
    const { breaker, windows } = await sendingOf(thread.channel.id);
    expect(breaker).toMatchObject({ isSending: false, stops: [{ scope: 'number', code: 131_048 }] });
    expect(windows?.[0]).toMatchObject({ sent: 0, errorShare: 1 });
  });
});

it('counts what Meta took also where its report was faster than its answer', async () => {
  const { deployment, thread, sendingOf } = await opened();
  const { id } = await thread.send('quick');
  const answer = Promise.withResolvers<void>();
  deployment.graph.barrier = answer.promise;
  const asked = new Promise<void>((resolve) => (deployment.graph.onCall = resolve));
  const work = deployment.consumeBatch('messages-urgent');
  await asked;
  deployment.graph.onCall = null;
  const callbackData = `${thread.conversationId}/${id}`;
  await deployment.deliver(statuses(thread.number, { id: 'wamid.QUICK', status: 'delivered', callbackData }));
  await deployment.consumeBatch('statuses');
  expect((await thread.read())['quick']?.status).toBe('delivered');
  answer.resolve();
  await work;
  await deployment.drain();
  expect((await sendingOf(thread.channel.id)).windows?.[0]).toMatchObject({
    sent: 1,
    refused: 0,
    retried: 0,
  });
});
