import { expect, it } from 'vitest';
import type { ChannelEvent } from '../../contracts/api/channels.ts';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { delivery } from '../../testing/meta-payloads.ts';
import { openOffice, type Page } from '../../testing/thread.ts';

/** News that say of which account they are, and of which number they do not; nor are the last two dated. */
const unnumbered = (wabaId: string) =>
  delivery(
    {
      wabaId,
      field: 'smb_message_echoes',
      value: {
        message_echoes: [
          {
            from: '15550100000',
            to: '5511955501001',
            id: 'wamid.UNNUMBERED',
            timestamp: '1778578000',
            type: 'text',
            text: { body: 'from the shop counter' },
          },
        ],
      },
    },
    {
      wabaId,
      field: 'smb_app_state_sync',
      value: {
        state_sync: [
          {
            type: 'contact',
            action: 'add',
            contact: { full_name: 'Bento Lima', phone_number: '5511955501002' },
          },
        ],
      },
    },
    {
      wabaId,
      field: 'user_preferences',
      value: { user_preferences: [{ wa_id: '5511955501003', value: 'stop' }] },
    },
  );

it('what names no number is of the only number of its account, and is dated by its arrival where it is not dated', async () => {
  const { deployment, owner, channel } = await openOffice();
  const get = <Item>(path: string) => deployment.json<Page<Item>>(owner, 'GET', path);
  await deployment.deliver(unnumbered(channel.wabaId));
  await deployment.drain();
  const [conversation] = (await get<Conversation>('/v1/conversations')).items;
  expect((await get<Message>(`/v1/conversations/${conversation?.id}/messages`)).items).toMatchObject([
    { externalId: 'wamid.UNNUMBERED', direction: 'outbound', text: 'from the shop counter' },
  ]);
  const people = new Map((await get<Contact>('/v1/contacts')).items.map((one) => [one.phone, one]));
  expect(people.get('5511955501002')?.name).toBe('Bento Lima');
  expect(people.get('5511955501003')).toMatchObject({
    marketingOptOutAtMs: expect.any(Number),
    marketingOptOutSource: 'customer',
  });
});

it('what names no number of an account with two is listed under both, and nobody’s thread is guessed', async () => {
  const { deployment, owner, channel, number } = await openOffice();
  const other = await deployment.connectNumber(owner, `${number}0`, channel.wabaId);
  await deployment.deliver(unnumbered(channel.wabaId));
  await deployment.drain();
  for (const { id } of [channel, other]) {
    const events = await deployment.json<Page<ChannelEvent>>(owner, 'GET', `/v1/channels/${id}/events`);
    expect(new Set(events.items.map(({ field }) => field))).toEqual(
      new Set(['smb_message_echoes', 'smb_app_state_sync', 'user_preferences']),
    );
  }
  expect((await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations')).items).toEqual([]);
});
