import { expect, it } from 'vitest';
import { createDeployment } from '../../testing/deployment.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
interface Conversation {
  id: string;
  unreadCount: number;
  contact: { name: string };
  lastMessage: { text: string; status: string };
}
interface Message {
  id: string;
  text: string;
  status: string;
  externalId: string;
}

it('carries a customer’s message to the inbox, the answer to Meta, and its ticks back', async () => {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany('thread'), 'owner');
  await deployment.connectNumber(owner, '4401');

  const response = await deployment.deliver(
    texts('4401', { id: 'wamid.IN1', from: '5511955550101', name: 'Ana Souza', text: 'Bom dia' }),
  );
  expect(response.status).toBe(200);
  await deployment.drain();

  const inbox = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
  expect(inbox.items).toMatchObject([
    { unreadCount: 1, contact: { name: 'Ana Souza' }, lastMessage: { text: 'Bom dia', status: 'received' } },
  ]);
  const [conversation] = inbox.items;
  const path = `/v1/conversations/${conversation?.id}/messages`;
  const sent = await deployment.json<Message>(owner, 'POST', path, { type: 'text', text: 'Bom dia, Ana!' });
  expect(sent).toMatchObject({ status: 'queued', text: 'Bom dia, Ana!' });
  await deployment.drain();

  expect(deployment.graph.calls).toMatchObject([
    {
      url: 'http://graph.test/v25.0/4401/messages',
      authorization: 'Bearer token-of-4401',
      body: { to: '+5511955550101', type: 'text', text: { body: 'Bom dia, Ana!' } },
    },
  ]);
  const statusesOfThread = async () => {
    const page = await deployment.json<Page<Message>>(owner, 'GET', path);
    return page.items.map((message) => [message.text, message.status]);
  };
  expect(await statusesOfThread()).toEqual([
    ['Bom dia, Ana!', 'sent'],
    ['Bom dia', 'received'],
  ]);
  await deployment.deliver(statuses('4401', { id: 'wamid.TEST1', status: 'read' }));
  await deployment.deliver(statuses('4401', { id: 'wamid.TEST1', status: 'delivered' }));
  await deployment.drain();
  expect(await statusesOfThread()).toEqual([
    ['Bom dia, Ana!', 'read'],
    ['Bom dia', 'received'],
  ]);
});
