import type { Conversation } from '../contracts/api/conversations.ts';
import type { MessageLife } from '../contracts/api/message-life.ts';
import type { Message } from '../contracts/api/messages.ts';
import type { Deployment, Person } from './deployment.ts';
import { texts } from './meta-payloads.ts';

/** Uses everything that can become of a message on its way out, in a conversation of its own. */
export async function exerciseSending(
  deployment: Deployment,
  owner: Person,
  number: string,
  run: string,
): Promise<void> {
  const { json, graph, clock, drain, consumeBatch } = deployment;
  await deployment.deliver(
    texts(number, { id: `wamid.${run}.sending`, from: `44156601${run}`, name: 'Ebba Lund', text: 'Hello' }),
  );
  await drain();
  const { items } = await json<{ items: Conversation[] }>(owner, 'GET', `/v1/conversations?q=44156601${run}`);
  const conversation = items[0];
  if (conversation === undefined) throw new Error('the customer has no conversation');
  const path = `/v1/conversations/${conversation.id}`;
  const send = (text: string) => json<Message>(owner, 'POST', `${path}/messages`, { type: 'text', text });
  const refuse = (code: number) => graph.answers.push({ status: 400, body: { error: { code } } });

  // Answers that were lost, and what people decide about them.
  for (const outcome of ['sent', 'send_again']) {
    const message = await send(`Lost, ${outcome}`);
    graph.answers.push('reset');
    await drain();
    clock.now += 2 * 60_000;
    await json(owner, 'POST', `${path}/messages/${message.id}/decision`, { outcome });
    await drain();
  }

  // Where a message is: one that waits, and one that the provider knows.
  const living = await send('Followed');
  await json(owner, 'GET', `/v1/messages/${living.id}/life`);
  await json(owner, 'GET', `/v1/messages/${living.id}/told?limit=1`);
  await drain();
  const known = await json<MessageLife>(owner, 'GET', `/v1/messages/${living.id}/life`);
  await json(owner, 'GET', `/v1/messages/${known.message.externalId}/life`);

  // Reactions: one that is accepted, one that is not.
  for (const [emoji, code] of [
    ['👍', null],
    ['🎉', 131026],
  ] as const) {
    if (code !== null) refuse(code);
    const reaction = { messageId: known.message.id, emoji };
    await json(owner, 'POST', `${path}/messages`, { type: 'reaction', reaction });
    await drain();
  }

  // A stop, a message that waits for it, and its end.
  refuse(190);
  await send('Stops the number');
  await consumeBatch('messages-urgent');
  await send('Waits');
  await consumeBatch('messages-urgent');
  clock.now += 1_000;
  const breaker = `/v1/channels/${conversation.channelId}/breaker`;
  await json(owner, 'GET', breaker);
  await json(owner, 'POST', `${breaker}/close`);
  await consumeBatch('messages-urgent');
  clock.now += 1_000;
  await drain();

  // What failed with the number, and is sent again.
  const stopped = `/v1/channels/${conversation.channelId}/stopped-sends`;
  await json(owner, 'GET', stopped);
  await json(owner, 'POST', `${stopped}/resend`);
  await drain();

  // Errors that say something of the person and of the window.
  for (const code of [131050, 131047]) {
    refuse(code);
    await send(`Refused with ${code}`);
    await drain();
  }
}
