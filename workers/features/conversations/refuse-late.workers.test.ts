import { describe, expect, it } from 'vitest';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { openThread, type Page, type Thread } from '../../testing/thread.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';

const HOUR_MS = 3_600_000;

async function withTemplates(): Promise<Thread> {
  const thread = await openThread();
  const { deployment, owner, channel } = thread;
  deployment.graph.answers.push(
    templatePage([
      listedTemplate('81', { name: 'spring_sale', category: 'MARKETING' }),
      listedTemplate('82', { name: 'on_its_way', category: 'UTILITY' }),
    ]),
  );
  await deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
  deployment.graph.calls.length = 0;
  return thread;
}
const sendTemplate = ({ deployment, owner, path }: Thread, name: string) =>
  deployment.json<Message>(owner, 'POST', path, {
    type: 'template',
    template: { name, language: { code: 'en_US' } },
  });
const sentNames = ({ deployment, number }: Thread) =>
  deployment.graph.calls
    .filter(({ url }) => url.includes(`/${number}/messages`))
    .map(({ body }) => (body as { template?: { name: string } }).template?.name);
const found = async ({ deployment, owner, path }: Thread, id: string) =>
  (await deployment.json<Page<Message>>(owner, 'GET', path)).items.find((one) => one.id === id);

describe('what was right when it was written', () => {
  it('is not sent when the customer has stopped marketing since; what is no marketing is', async () => {
    const thread = await withTemplates();
    const { deployment, owner, conversationId } = thread;
    const sale = await sendTemplate(thread, 'spring_sale');
    const news = await sendTemplate(thread, 'on_its_way');
    const { contact } = await deployment.json<Conversation>(
      owner,
      'GET',
      `/v1/conversations/${conversationId}`,
    );
    const { version } = await deployment.json<Contact>(owner, 'GET', `/v1/contacts/${contact.id}`);
    await deployment.json(owner, 'PATCH', `/v1/contacts/${contact.id}`, { wantsMarketing: false, version });
    await deployment.drain();
    expect(await found(thread, sale.id)).toMatchObject({
      status: 'failed',
      error: { code: 0, title: 'No marketing wanted' },
    });
    expect(await found(thread, news.id)).toMatchObject({ status: 'sent' });
    expect(sentNames(thread)).toEqual(['on_its_way']);
  });

  it('is not sent when the 24 hours ended while it waited; a template is', async () => {
    const thread = await withTemplates();
    const { deployment } = thread;
    const text = await thread.send('Too late');
    const news = await sendTemplate(thread, 'on_its_way');
    await thread.passTime(25 * HOUR_MS);
    await deployment.drain();
    expect(await found(thread, text.id)).toMatchObject({
      status: 'failed',
      error: { code: 0, title: 'Window closed' },
    });
    expect(await found(thread, news.id)).toMatchObject({ status: 'sent' });
    expect(sentNames(thread)).toEqual(['on_its_way']);
  });
});
