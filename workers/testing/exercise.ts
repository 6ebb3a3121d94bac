import type { Conversation } from '../contracts/api/conversations.ts';
import type { Message } from '../contracts/api/messages.ts';
import { searchJob } from '../features/search/index.ts';
import { appendToLog } from '../platform/outbox/queries.ts';
import { PASSWORD, type Deployment, type Person } from './deployment.ts';
import { exerciseAlerts } from './exercise-alerts.ts';
import { exerciseChannels } from './exercise-channels.ts';
import { exerciseContacts } from './exercise-contacts.ts';
import { exerciseDeadLetters } from './exercise-dead-letters.ts';
import { exerciseEvents } from './exercise-events.ts';
import { exerciseInbound } from './exercise-inbound.ts';
import { exerciseMedia } from './exercise-media.ts';
import { exerciseRetention } from './exercise-retention.ts';
import { exerciseSending } from './exercise-sending.ts';
import { exerciseWebhooks } from './exercise-webhooks.ts';
import { exerciseIdentities } from './exercise-identities.ts';
import { exerciseOperations } from './exercise-operations.ts';
import { exerciseTemplates } from './exercise-templates.ts';
import { delivery, statuses, texts, value } from './meta-payloads.ts';

const MINUTE_MS = 60_000;

/**
 * Uses everything that the application can do, so that a test can look at every statement it runs. The company needs
 * one connected number and at least one conversation.
 */
export async function exercise(
  deployment: Deployment,
  signedIn: Person,
  number: string,
  run: string,
): Promise<void> {
  let owner = await deployment.renew(signedIn);
  const { json, call, deliver, drain, clock, graph } = deployment;
  const get = <T>(path: string) => json<T>(owner, 'GET', path);
  const wamid = (name: string) => `wamid.${run}.${name}`;

  // Receiving: a new contact, a known one, the same again, what is not a message, and what is of no use.
  const customer = { from: `44155501${run}`, userId: `GB.${run}USER`, name: 'Noor Haddad' };
  await deliver(texts(number, { ...customer, id: wamid('1'), text: 'One' }));
  await drain();
  const again = texts(number, { ...customer, id: wamid('2'), name: 'Noor H.', text: 'Two' });
  await deliver(again);
  await deliver(again);
  await deliver(statuses(number, { id: wamid('foreign'), status: 'delivered' }));
  await deliver(
    delivery({ wabaId: `8${number}`, field: 'account_update', value: { event: `CHANGED_${run}` } }),
  );
  await deliver(texts('4999999', { ...customer, id: wamid('nobody') }));
  await deliver('{"not": "of Meta’s shape"}');
  await drain();
  await exerciseInbound(deployment, number, run);

  // Looking.
  const { items: channels } = await get<{ items: { id: string }[] }>('/v1/channels');
  const channelId = channels[0]?.id ?? '';
  for (const path of [
    '/v1/me',
    '/v1/members',
    '/v1/company/meta-app',
    `/v1/channels/${channelId}`,
    `/v1/channels/${channelId}/events`,
    `/v1/channels/${channelId}/events?kind=status&limit=1`,
    '/v1/contacts?limit=1',
    '/v1/contacts?q=noor+h',
    '/v1/contacts?q=441555',
    '/v1/conversations?status=open&limit=2',
    '/v1/conversations?assignee=me',
    '/v1/conversations?assignee=none&status=open',
    `/v1/conversations?channelId=${channelId}`,
    '/v1/conversations?q=noor',
  ]) {
    await get(path);
  }

  // Answering: accepted, with its statuses; refused and sent again.
  const { items } = await get<{ items: Conversation[] }>('/v1/conversations?q=noor');
  const conversation = items[0];
  if (conversation === undefined) throw new Error('the customer has no conversation');
  const path = `/v1/conversations/${conversation.id}`;
  await get(path);
  await json(
    owner,
    'POST',
    `${path}/messages`,
    { type: 'text', text: 'Answer' },
    { 'idempotency-key': `k${run}` },
  );
  await json(
    owner,
    'POST',
    `${path}/messages`,
    { type: 'text', text: 'Answer' },
    { 'idempotency-key': `k${run}` },
  );
  graph.answers.push({ status: 200, body: { messages: [{ id: wamid('out') }] } });
  await drain();
  await deliver(
    statuses(number, { id: wamid('out'), status: 'delivered' }, { id: wamid('out'), status: 'read' }),
  );
  await drain();
  graph.answers.push({ status: 400, body: { error: { code: 131026, message: 'undeliverable' } } });
  const failing = await json<Message>(owner, 'POST', `${path}/messages`, { type: 'text', text: 'Fails' });
  await drain();
  await json(owner, 'POST', `${path}/messages/${failing.id}/retry`);
  graph.answers.push('reset');
  await drain();
  // Its answer was lost: a status that carries our own name for it decides.
  const callbackData = `${conversation.id}/${failing.id}`;
  await deliver(statuses(number, { id: wamid('late'), status: 'sent', callbackData }));
  await drain();
  await get(`${path}/messages?limit=2`);
  await get(`${path}/participants`);

  // Working: everything a person can do with a conversation and a contact.
  await deliver(texts(number, { ...customer, id: wamid('3'), text: 'Three' }));
  await drain();
  await call(owner, 'POST', `${path}/read`);
  graph.answers.push({ status: 400, body: { error: { code: 131009, message: 'refused' } } });
  await drain();
  await call(owner, 'POST', `${path}/typing`);
  const edit = async (change: Record<string, unknown>) => {
    const { version } = await get<Conversation>(path);
    await json(owner, 'PATCH', path, { version, ...change });
  };
  await edit({ assigneeId: owner.userId });
  await edit({ status: 'snoozed', snoozedUntilMs: clock.now + MINUTE_MS });
  const contactPath = `/v1/contacts/${conversation.contact.id}`;
  const { version } = await get<{ version: number }>(contactPath);
  await json(owner, 'PATCH', contactPath, { version, name: `Noor ${run}`, notes: 'prefers mornings' });
  await json(owner, 'POST', '/v1/contacts', { name: 'Saved', phone: `+1 415 556 ${run}` });
  await json(owner, 'POST', '/v1/conversations', { channelId, phone: `+1 415 555 ${run}` });
  await json(owner, 'POST', '/v1/realtime/tickets', { conversationId: conversation.id });
  await call(owner, 'GET', '/healthz');

  await exerciseSending(deployment, owner, number, run);
  owner = await deployment.renew(owner);
  await exerciseChannels(deployment, owner, channelId, run);
  await exerciseContacts(deployment, owner, number, run);
  await exerciseTemplates(deployment, owner, channelId, run);

  // Quick replies.
  const quickReplies = '/v1/quick-replies';
  const { id } = await json<{ id: string }>(owner, 'POST', quickReplies, {
    shortcut: `q${run}`,
    text: 'One',
  });
  await get(`${quickReplies}?limit=1`);
  await json(owner, 'PATCH', `${quickReplies}/${id}`, { version: 1, text: 'Two' });
  await call(owner, 'DELETE', `${quickReplies}/${id}`);

  // Looking for messages: by words, with every filter, and around one. An edit is indexed, and a status changes nothing.
  await deployment.drainJobs();
  await get(`/v1/search/messages?q=two`);
  const filters = new URLSearchParams({
    q: 'answer',
    contactId: conversation.contact.id,
    channelId,
    authorId: owner.userId,
    after: '0',
    before: String(clock.now + MINUTE_MS),
  });
  await get(`/v1/search/messages?${filters.toString()}`);
  await get(`${path}/messages/around/${failing.id}`);
  const db = deployment.context().tenant(owner.companyId);
  await db.batch([
    db.statement(
      `UPDATE messages SET text = 'Edited' WHERE company_id = ?1 AND conversation_id = ?2 AND id = ?3`,
      conversation.id,
      failing.id,
    ),
    appendToLog(db, clock.now, [
      { entity: 'message', id: failing.id, conversationId: conversation.id, change: 'updated' },
    ]),
  ]);
  await deployment.env.JOBS.send(searchJob(owner.companyId, 0));
  await deployment.drainJobs();

  await exerciseIdentities(deployment, owner, number, run);
  await exerciseOperations(deployment, owner, run);
  await exerciseAlerts(deployment, await deployment.renew(owner), run);
  await exerciseDeadLetters(deployment, owner, run);
  await exerciseWebhooks(deployment, owner, number, run);
  await exerciseEvents(deployment, owner, channelId, run);

  // The clock: a lost queue message is found, a snooze ends, the log is told.
  await json(owner, 'POST', `${path}/messages`, { type: 'text', text: 'Lost on the way' });
  deployment.queues.waiting.length = 0;
  clock.now += 2 * MINUTE_MS;
  await deployment.tick();
  await drain();
  await deployment.tick();

  await exerciseRetention(deployment, owner.companyId);

  owner = await deployment.renew(owner);
  await exerciseMedia(deployment, owner, { number, path, from: customer.from, run });
  owner = await deployment.renew(owner);

  // A company's own app, and a session's whole life.
  await json(owner, 'PUT', '/v1/company/meta-app', {
    appSecret: 'a-made-up-app-secret',
    verifyToken: 'made-up-token',
  });
  await deliver(delivery({ value: value(number, {}) }), {
    secret: 'a-made-up-app-secret',
    path: `/webhooks/meta/c${number}`,
  });
  await json(owner, 'POST', '/v1/channels', {
    kind: 'cloud',
    name: 'Own app',
    phoneNumberId: `${number}${run}`,
    wabaId: '1',
    displayPhoneNumber: '+1 555 010 0009',
    accessToken: 'token',
    app: 'company',
    skipVerification: true,
  });
  const email = `${run}@people.test`;
  await deployment.signUp(owner.companyId, 'agent', email);
  const login = await call(null, 'POST', '/v1/auth/login', { email, password: PASSWORD });
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const refreshed = await call(null, 'POST', '/v1/auth/refresh', undefined, { cookie });
  const next = (refreshed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  await call(null, 'POST', '/v1/auth/logout', undefined, { cookie: next });
}
