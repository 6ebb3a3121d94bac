import type { Message } from '../contracts/api/messages.ts';
import type { Deployment, Person } from './deployment.ts';

/** Uses everything that can become of a message on its way out, in a conversation whose customer has written. */
export async function exerciseSending(
  deployment: Deployment,
  owner: Person,
  conversationPath: string,
): Promise<void> {
  const { json, graph, clock, drain } = deployment;
  const send = (text: string) =>
    json<Message>(owner, 'POST', `${conversationPath}/messages`, { type: 'text', text });

  // Answers that were lost, and what people decide about them.
  for (const outcome of ['sent', 'send_again']) {
    const message = await send(`Lost, ${outcome}`);
    graph.answers.push('reset');
    await drain();
    clock.now += 2 * 60_000;
    await json(owner, 'POST', `${conversationPath}/messages/${message.id}/decision`, { outcome });
    await drain();
  }
}
