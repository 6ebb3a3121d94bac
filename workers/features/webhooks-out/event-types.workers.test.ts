import { expect, it } from 'vitest';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { EVENT_PATTERNS, EVENT_TYPES, type EventType } from '../../contracts/api/webhooks.ts';
import { customerMessages, edit, text } from '../../testing/customer-messages.ts';
import { openOffice, type Page } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';

const PHONE = '5511955501601';

/** A company with a webhook for each type alone, and what each of them was told. */
async function listeningToEach() {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  const urlOf = (type: EventType) => `${testVars.META_GRAPH_URL}/receivers/${number}/${type}`;
  for (const type of EVENT_TYPES)
    await deployment.json(owner, 'POST', '/v1/webhooks', { url: urlOf(type), events: [type] });
  const settle = async () => {
    for (let round = 0; round < 2; round++) {
      await deployment.drain();
      await deployment.drainJobs();
    }
    // What changes in the millisecond in which it was made is taken for new.
    deployment.clock.now += 1_000;
  };
  return {
    ...office,
    settle,
    take: async (body: unknown) => {
      await deployment.deliver(body);
      await settle();
    },
    told: () =>
      Object.fromEntries(
        EVENT_TYPES.map((type) => [
          type,
          deployment.graph.calls
            .filter(({ url }) => url === urlOf(type))
            .map(({ body }) => (body as { type: string }).type),
        ]),
      ),
  };
}

it('every type that is offered happens, and whoever wants one is told of that one alone', async () => {
  const { deployment, owner, number, settle, take, told } = await listeningToEach();
  const says = customerMessages(number, PHONE);
  const once = (...types: EventType[]) => {
    const now = told();
    const grown = EVENT_TYPES.filter((type) => (now[type]?.length ?? 0) > (before[type]?.length ?? 0));
    before = now;
    for (const type of EVENT_TYPES) expect(new Set(now[type])).toEqual(new Set(now[type]?.map(() => type)));
    expect(grown).toEqual(EVENT_TYPES.filter((type) => types.includes(type)));
  };
  let before = told();

  await take(says.writes({ id: 'wamid.1601', ...text('Is it open?') }));
  once('message.received', 'conversation.created', 'contact.created');
  await take(says.writes({ id: 'wamid.1602', at: 1, ...edit('wamid.1601', 'Is it open today?') }));
  once('message.updated');

  const [conversation] = (await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations')).items;
  const path = `/v1/conversations/${conversation?.id}`;
  await deployment.json(owner, 'POST', `${path}/messages`, { type: 'text', text: 'Until six' });
  await settle();
  once('message.created', 'message.status', 'conversation.updated');

  const { version } = await deployment.json<Conversation>(owner, 'GET', path);
  await deployment.json(owner, 'PATCH', path, { version, status: 'resolved' });
  await settle();
  once('conversation.updated');

  const [contact] = (await deployment.json<Page<Contact>>(owner, 'GET', '/v1/contacts')).items;
  await deployment.json(owner, 'PATCH', `/v1/contacts/${contact?.id}`, {
    version: contact?.version,
    name: 'Nora',
  });
  await settle();
  once('contact.updated');
});

it('nothing is offered that does not happen', async () => {
  const { deployment, owner } = await openOffice();
  const subscribe = (event: string) =>
    deployment.call(owner, 'POST', '/v1/webhooks', { url: 'https://hooks.shop.example/in', events: [event] });
  for (const event of ['campaign.*', 'cadence.finished', 'webhook.test', 'message.deleted']) {
    const refused = await subscribe(event);
    expect([event, refused.status]).toEqual([event, 422]);
  }
  expect(EVENT_PATTERNS).toEqual(['*', 'message.*', 'conversation.*', 'contact.*', ...EVENT_TYPES]);
  expect((await subscribe('contact.*')).status).toBe(201);
});
