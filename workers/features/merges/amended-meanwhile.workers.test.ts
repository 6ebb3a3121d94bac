import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { edit, reaction, revoke, text } from '../../testing/customer-messages.ts';
import { delivery, texts, value } from '../../testing/meta-payloads.ts';
import { openOffice, type Page } from '../../testing/thread.ts';

const PHONE = '5511955501301';

it('what waits for a message is not lost when its thread is joined with the message’s meanwhile', async () => {
  const { deployment, owner, number } = await openOffice();
  const take = async (body: unknown) => {
    await deployment.deliver(body);
    await deployment.drain();
  };
  // The older of the two, and so the one that stays.
  await take(texts(number, { id: 'wamid.6', from: PHONE, text: 'Hello' }));
  deployment.clock.now += 1_000;
  const early = [
    { id: 'wamid.2', ...edit('wamid.1', 'Two lamps, please') },
    { id: 'wamid.3', ...reaction('wamid.1', '🙏') },
    { id: 'wamid.5', ...revoke('wamid.4') },
  ].map((one) => ({ from_user_id: 'BR.1301', timestamp: '1778578100', ...one }));
  await take(delivery({ value: value(number, { messages: early }) }));
  await take(texts(number, { id: 'wamid.7', from: PHONE, userId: 'BR.1301', text: 'Me again' }));
  const late = [
    { id: 'wamid.1', ...text('A lamp, please') },
    { id: 'wamid.4', ...text('My card number') },
  ].map((one) => ({ from: PHONE, timestamp: '1778578000', ...one }));
  await take(delivery({ value: value(number, { messages: late }) }));
  const threads = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
  expect(threads.items).toHaveLength(1);
  const path = `/v1/conversations/${threads.items[0]?.id}/messages`;
  const { items } = await deployment.json<Page<Message>>(owner, 'GET', path);
  const byName = new Map(items.map((one) => [one.externalId, one]));
  expect(byName.get('wamid.1')).toMatchObject({ text: 'Two lamps, please', reactions: [{ emoji: '🙏' }] });
  expect(byName.get('wamid.4')).toMatchObject({ text: null, revokedAtMs: 1_778_578_100_000 });
});
