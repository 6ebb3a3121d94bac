import { expect, it } from 'vitest';
import type { MessageLife } from '../../contracts/api/message-life.ts';
import type { Message } from '../../contracts/api/messages.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import { openThread, type Page, type Thread } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';

const taken = (id: string, message_status: string): GraphAnswer => ({
  status: 200,
  body: { messaging_product: 'whatsapp', messages: [{ id, message_status }] },
});

/** A template that Meta has answered so. */
async function sendTemplate(thread: Thread, id: string, message_status: string): Promise<void> {
  thread.deployment.graph.answers.push(taken(id, message_status));
  const template = { name: 'spring', language: { code: 'en_US' } };
  await thread.deployment.json(thread.owner, 'POST', thread.path, { type: 'template', template });
  await thread.deployment.drain();
}
async function newest({ deployment, owner, path }: Thread): Promise<Message | undefined> {
  return (await deployment.json<Page<Message>>(owner, 'GET', path)).items[0];
}
const lifeOf = ({ deployment, owner }: Thread, id: string) =>
  deployment.json<MessageLife>(owner, 'GET', `/v1/messages/${id}/life`);
async function report(thread: Thread, id: string, status: string): Promise<void> {
  await thread.deployment.deliver(statuses(thread.number, { id, status }));
  await thread.deployment.drain();
}

it.each(['held_for_quality_assessment', 'paused'] as const)(
  'a message that Meta has taken and holds back (%s) says so until it goes on',
  async (reason) => {
    const thread = await openThread();
    const id = `wamid.held-${reason}`;
    await sendTemplate(thread, id, reason);
    const sinceMs = thread.deployment.clock.now;
    expect(await newest(thread)).toMatchObject({ status: 'sent', held: { reason, sinceMs } });
    const life = await lifeOf(thread, id);
    expect([life.journal, life.acceptedAtMs, life.sinceMs, life.next.step]).toMatchObject([
      [{ kind: 'try', outcome: 'accepted', hold: reason }],
      null,
      sinceMs,
      'report',
    ]);
    expect(life.next.text).toMatch(/holds (it|this message) back/);
    await report(thread, id, 'sent');
    const later = await newest(thread);
    expect(later).toMatchObject({ status: 'sent', held: null });
    expect((await lifeOf(thread, id)).next.text).not.toMatch(/holds/);
    await report(thread, id, 'delivered');
    expect(await newest(thread)).toMatchObject({ status: 'delivered', held: null });
  },
);

it('one that is dropped has failed, and is held no more', async () => {
  const thread = await openThread();
  await sendTemplate(thread, 'wamid.dropped', 'held_for_quality_assessment');
  await report(thread, 'wamid.dropped', 'failed');
  expect(await newest(thread)).toMatchObject({ status: 'failed', held: null });
});

it('one whose status was faster than the answer is not held, nor is one that was simply taken', async () => {
  const thread = await openThread();
  await thread.deployment.deliver(statuses(thread.number, { id: 'wamid.fast', status: 'sent' }));
  await thread.deployment.drain();
  await sendTemplate(thread, 'wamid.fast', 'held_for_quality_assessment');
  expect(await newest(thread)).toMatchObject({ status: 'sent', held: null });
  thread.deployment.clock.now += 1_000;
  await sendTemplate(thread, 'wamid.plain', 'accepted');
  expect(await newest(thread)).toMatchObject({ externalId: 'wamid.plain', status: 'sent', held: null });
});

it('the next message of the conversation does not wait for it', async () => {
  const thread = await openThread();
  await sendTemplate(thread, 'wamid.before', 'held_for_quality_assessment');
  await thread.send('next');
  await thread.deployment.drain();
  expect((await thread.read())['next']).toMatchObject({ status: 'sent', held: null });
});

it('a company’s own systems are told that it is held, and that it went on', async () => {
  const thread = await openThread();
  const { deployment, owner } = thread;
  const url = `${testVars.META_GRAPH_URL}/receivers/held`;
  await deployment.json(owner, 'POST', '/v1/webhooks', { url, events: ['message.status'] });
  await sendTemplate(thread, 'wamid.told', 'held_for_quality_assessment');
  await deployment.drainJobs();
  await report(thread, 'wamid.told', 'sent');
  await deployment.drainJobs();
  const told = deployment.graph.calls
    .filter((call) => call.url === url)
    .map(({ body }) => (body as { data: Message }).data);
  expect(told).toMatchObject([
    { status: 'sent', held: { reason: 'held_for_quality_assessment' } },
    { status: 'sent', held: null },
  ]);
});
