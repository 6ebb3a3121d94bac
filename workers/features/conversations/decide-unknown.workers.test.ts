import { expect, it } from 'vitest';
import type { Message } from '../../contracts/api/messages.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import { openThread, type Thread } from '../../testing/thread.ts';
import { DECIDABLE_AFTER_MS } from './rules.ts';

/** A message whose answer was lost, and what a person can do about it. */
async function openUnknown(): Promise<
  Thread & { message: Message; decide(outcome: string): Promise<Response> }
> {
  const thread = await openThread();
  thread.deployment.graph.answers.push('reset');
  const message = await thread.send('hello');
  await thread.deployment.drain();
  const decide = (outcome: string) =>
    thread.deployment.call(thread.owner, 'POST', `${thread.path}/${message.id}/decision`, { outcome });
  return Object.assign(thread, { message, decide });
}

it('lets a person decide only when no report can be expected any more, and says from when on', async () => {
  const thread = await openUnknown();
  const decidableAtMs = thread.deployment.clock.now + DECIDABLE_AFTER_MS;
  expect((await thread.read())['hello']).toMatchObject({ status: 'unknown', decidableAtMs });
  await thread.passTime(DECIDABLE_AFTER_MS - 1);
  const early = await thread.decide('sent');
  expect([early.status, await early.json()]).toMatchObject([
    409,
    { code: 'not_decidable_yet', decidableAtMs },
  ]);
  await thread.passTime(1);
  expect((await thread.decide('sent')).status).toBe(200);
  expect((await thread.read())['hello']).toMatchObject({
    status: 'sent',
    error: null,
    decidableAtMs: null,
    decidedById: thread.owner.userId,
  });
  expect(thread.textsSent()).toEqual(['hello']);
});

it('has the same message sent once more, under the same key, when a person says so', async () => {
  const thread = await openUnknown();
  await thread.passTime(DECIDABLE_AFTER_MS);
  expect((await thread.decide('send_again')).status).toBe(200);
  await thread.deployment.drain();
  const all = await thread.read();
  expect(Object.keys(all).toSorted()).toEqual(['first', 'hello']);
  expect(all['hello']).toMatchObject({
    id: thread.message.id,
    status: 'sent',
    decidedById: thread.owner.userId,
  });
  expect(thread.textsSent()).toEqual(['hello', 'hello']);
});

it('lets one of two people decide, and sends at most once more', async () => {
  const thread = await openUnknown();
  await thread.passTime(DECIDABLE_AFTER_MS);
  const answers = await Promise.all(
    ['sent', 'send_again', 'send_again', 'sent'].map((one) => thread.decide(one)),
  );
  const losers = answers.filter(({ status }) => status === 409);
  expect([answers.filter(({ ok }) => ok).length, losers.length]).toEqual([1, 3]);
  for (const answer of losers) {
    expect(await answer.json()).toMatchObject({ code: 'not_unknown' });
  }
  await thread.deployment.drain();
  expect(thread.textsSent().length).toBeLessThanOrEqual(2);
  expect((await thread.read())['hello']).toMatchObject({ status: 'sent' });
});

it.each([
  ['failed', { status: 'failed', error: { code: 131026 } }],
  ['read', { status: 'read', error: null }],
])('lets a report that says %s correct what a person decided', async (status, expected) => {
  const thread = await openUnknown();
  const { deployment, message } = thread;
  await thread.passTime(DECIDABLE_AFTER_MS);
  await thread.decide('sent');
  const callbackData = `${thread.conversationId}/${message.id}`;
  const errors = status === 'failed' ? { errors: [{ code: 131026, title: 'Undeliverable' }] } : {};
  await deployment.deliver(statuses(thread.number, { id: 'wamid.LATE', status, callbackData, ...errors }));
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({
    ...expected,
    externalId: 'wamid.LATE',
    decidedById: thread.owner.userId,
  });
});

it('is decided by its report when one comes, and asks nobody', async () => {
  const thread = await openUnknown();
  const callbackData = `${thread.conversationId}/${thread.message.id}`;
  await thread.deployment.deliver(
    statuses(thread.number, { id: 'wamid.LATE', status: 'delivered', callbackData }),
  );
  await thread.deployment.drain();
  await thread.passTime(DECIDABLE_AFTER_MS);
  expect((await thread.decide('send_again')).status).toBe(409);
  expect((await thread.read())['hello']).toMatchObject({ status: 'delivered', decidableAtMs: null });
});

it('is not sent again as free text when the customer’s 24 hours are over', async () => {
  const thread = await openUnknown();
  await thread.passTime(25 * 60 * 60 * 1_000);
  const refused = await thread.decide('send_again');
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'window_closed' }]);
  expect((await thread.decide('sent')).status).toBe(200);
});
