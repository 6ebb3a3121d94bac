import { expect, it } from 'vitest';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { EventSourceWithAddress, IncomingEvent } from '../../contracts/api/incoming-events.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { openOffice, type Page } from '../../testing/thread.ts';

/** A number as WhatsApp wrote it first, another way of writing it, and one that is somebody else's. */
const CASES = [
  ['a Brazilian mobile number', '553188887701', '+55 31 9 8888-7701', '553188887702'],
  ['a Brazilian landline', '553133334401', '+55 31 3333-4401', '5531933334401'],
  ['an Argentine mobile number', '5491123456701', '+54 11 2345-6701', '541123456702'],
  ['a Mexican mobile number', '5215512345601', '+52 55 1234 5601', '525512345602'],
  ['a number of a country without variants', '4915155501701', '+49 151 555 01701', '49915155501701'],
] as const;

it.each(CASES)(
  'knows %s at every door, in every way of writing it, and nobody else by it',
  async (_, stored, typed, else_) => {
    const office = await openOffice();
    const { deployment, owner, channel, number } = office;
    await deployment.deliver(texts(number, { id: 'wamid.first', from: stored, name: 'Nuria' }));
    await deployment.drain();
    const contacts = async (q: string) => {
      const page = await deployment.json<Page<Contact>>(
        owner,
        'GET',
        `/v1/contacts?q=${encodeURIComponent(q)}`,
      );
      return page.items.map(({ name }) => name);
    };
    for (const q of [stored, typed, typed.replace(/\D/g, '')])
      expect([q, await contacts(q)]).toEqual([q, ['Nuria']]);
    expect(await contacts(else_)).toEqual([]);

    const saved = await deployment.call(owner, 'POST', '/v1/contacts', { phone: typed });
    const nuria = await saved.json<Contact>();
    expect([saved.status, nuria.name]).toEqual([200, 'Nuria']);
    const begin = (phone: string) =>
      deployment.call(owner, 'POST', '/v1/conversations', { channelId: channel.id, phone });
    const begun = await begin(typed);
    expect([begun.status, (await begun.json<Conversation>()).contact.name]).toEqual([200, 'Nuria']);

    await deployment.deliver(
      texts(number, { id: 'wamid.again', from: typed.replace(/\D/g, ''), name: 'Nuria' }),
    );
    await deployment.drain();
    expect((await deployment.json<Page<Contact>>(owner, 'GET', '/v1/contacts')).items).toHaveLength(1);
    const source = await deployment.json<EventSourceWithAddress>(owner, 'POST', '/v1/event-sources', {
      name: 'The shop',
    });
    const at = `/v1/event-sources/${source.id}`;
    const unmapped = { name: null, email: null, amount: null, country: null };
    const mapping = { eventId: '/body/id', type: '/body/type', phone: '/body/phone', ...unmapped };
    await deployment.json(owner, 'PATCH', at, { version: 1, mapping });
    const event = JSON.stringify({ id: 'order-1', type: 'bought', phone: typed });
    await deployment.webhook(new Request(source.url, { method: 'POST', body: event }));
    await deployment.drainJobs();
    const events = await deployment.json<Page<IncomingEvent>>(owner, 'GET', `${at}/events`);
    expect(events.items.map(({ contactId }) => contactId)).toEqual([nuria.id]);

    await deployment.deliver(texts(number, { id: 'wamid.other', from: else_, name: 'Omar' }));
    await deployment.drain();
    expect(await contacts(else_)).toEqual(['Omar']);
    expect((await deployment.json<Page<Contact>>(owner, 'GET', '/v1/contacts')).items).toHaveLength(2);
  },
);
