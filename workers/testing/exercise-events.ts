import type { EventSourceWithAddress, IncomingEvent } from '../contracts/api/incoming-events.ts';
import { evaluateRules } from '../features/alert-rules/index.ts';
import { noteTry } from '../features/incoming-events/index.ts';
import type { Deployment, Person } from './deployment.ts';
import { listedTemplate, templatePage } from './templates.ts';

/** Everything that can be done with events from shops and forms. */
export async function exerciseEvents(
  deployment: Deployment,
  owner: Person,
  channelId: string,
  run: string,
): Promise<void> {
  const { json } = deployment;
  deployment.graph.answers.push(templatePage([listedTemplate(`8${run}`, { name: 'hello' })]));
  await json(owner, 'POST', '/v1/templates/sync', { channelId });
  const source = await json<EventSourceWithAddress>(owner, 'POST', '/v1/event-sources', {
    name: `Shop ${run}`,
    signature: { header: 'x-shop-signature', encoding: 'hex', prefix: '' },
  });
  const path = `/v1/event-sources/${source.id}`;
  await json(owner, 'GET', '/v1/event-sources');
  await json(owner, 'PATCH', path, {
    version: 1,
    signature: null,
    mapping: {
      eventId: '/body/id',
      type: '/body/type',
      phone: '/body/phone',
      name: '/body/name',
      email: null,
      amount: null,
      country: null,
    },
    actions: [
      { eventType: 'paid', channelId, templateName: 'hello', language: 'en_US', variables: [] },
      { eventType: 'gone', channelId, templateName: 'no_such', language: 'en_US', variables: [] },
    ],
  });
  const rotated = await json<EventSourceWithAddress>(owner, 'POST', `${path}/rotate`, { what: 'token' });
  await json(owner, 'POST', `${path}/rotate`, { what: 'secret' });
  const post = (body: object) =>
    deployment.webhook(new Request(rotated.url, { method: 'POST', body: JSON.stringify(body) }));
  const buyer = { phone: `+4415557${run.padStart(5, '0')}`, name: 'Ines Prado' };
  for (const type of ['paid', 'gone', 'seen']) await post({ ...buyer, type, id: type });
  for (let n = 0; n < 5; n += 1) await post({ ...buyer, type: 'gone', id: `gone ${n}` });
  await post({ ...buyer, type: 'paid', id: 'paid' });
  await post({ type: 'nobody' });
  await deployment.drainJobs();
  await deployment.drain();
  const { items } = await json<{ items: IncomingEvent[] }>(owner, 'GET', `${path}/events?limit=10`);
  await json(owner, 'GET', `${path}/events?state=failed`);
  // The rule of failed events, before and while its alert stands open.
  for (let looks = 0; looks < 2; looks += 1) await evaluateRules(deployment.context(), owner.companyId);
  for (const event of items) {
    await json(owner, 'GET', `${path}/events/${event.id}`);
    await json(owner, 'POST', `${path}/test`, { eventId: event.id });
    await json(owner, 'POST', `${path}/events/${event.id}/run-again`);
  }
  const { id: eventId = '' } = items[0] ?? {};
  await noteTry(
    deployment.context(),
    { companyId: owner.companyId, ref: { sourceId: source.id, eventId } },
    { code: 'timeout', againAtMs: deployment.clock.now },
  );
  const messageId = items.find((event) => event.messageId !== null)?.messageId;
  await json(owner, 'GET', `/v1/messages/${messageId}/life`);
  const contactId = items.find((event) => event.contactId !== null)?.contactId;
  await json(owner, 'GET', `/v1/contacts/${contactId}/timeline`);
  const { status } = await deployment.call(owner, 'DELETE', path);
  if (status !== 204) throw new Error(`the source was not deleted: ${status}`);
}
