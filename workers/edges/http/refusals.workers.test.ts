import { beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { Role } from '../../contracts/api/access.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { EventSourceWithAddress } from '../../contracts/api/incoming-events.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { raiseAlert } from '../../features/alerts/index.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { keepLetter } from '../../testing/dead-letters.ts';
import { permissionsOf } from '../../features/access/index.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';

const deployment = createDeployment();

/** One company with one of everything that has an id, and people of every kind. */
interface World {
  owner: Person;
  agent: Person;
  viewer: Person;
  ids: Record<string, string>;
}

async function createWorld(slug: string, number: string): Promise<World> {
  const companyId = await deployment.createCompany(slug);
  const owner = await deployment.signUp(companyId, 'owner');
  const channel = await deployment.connectNumber(owner, number);
  await deployment.deliver(texts(number, { id: `wamid.${slug}`, from: '5511955550180' }));
  await deployment.drain();
  const templateId = `7${number}`;
  // The next answer of Meta's is for the comparison.
  deployment.graph.answers.unshift(templatePage([listedTemplate(templateId, { name: 'hello' })]));
  await deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
  await raiseAlert(deployment.context(), companyId, {
    key: 'number.quality',
    kind: 'number.quality',
    severity: 'warning',
    channelId: channel.id,
    title: 'Quality fell',
    detail: 'Write less.',
  });
  const [alert] = (await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts')).items;
  const replay = await deployment.json<{ id: string }>(owner, 'POST', '/v1/replays', { fromMs: 0, toMs: 1 });
  await deployment.json(owner, 'POST', `/v1/replays/${replay.id}/cancel`);
  const [conversation] = (await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations'))
    .items;
  const thread = await deployment.json<{ items: Message[] }>(
    owner,
    'GET',
    `/v1/conversations/${conversation?.id}/messages`,
  );
  // The older of two contacts stays when they are merged.
  deployment.clock.now += 1;
  await deployment.deliver(texts(number, { id: `wamid.${slug}.2`, from: '5511955550188', name: 'Rui' }));
  await deployment.drain();
  const [other] = (await deployment.json<{ items: { id: string }[] }>(owner, 'GET', '/v1/contacts?q=rui'))
    .items;
  const contactPath = `/v1/contacts/${conversation?.contact.id}`;
  const spare = await deployment.json<{ id: string }>(owner, 'POST', '/v1/contacts', {
    phone: '+4930555018',
  });
  await deployment.json(owner, 'POST', `${contactPath}/merge`, { otherContactId: other?.id });
  const merges = await deployment.json<{ items: { id: string }[] }>(owner, 'GET', `${contactPath}/merges`);
  const quickReply = await deployment.json<{ id: string }>(owner, 'POST', '/v1/quick-replies', {
    shortcut: 'thanks',
    text: 'Thank you!',
  });
  const webhook = await deployment.json<{ id: string }>(owner, 'POST', '/v1/webhooks', WEBHOOK);
  const delivery = await deployment.json<{ id: string }>(owner, 'POST', `/v1/webhooks/${webhook.id}/test`);
  const source = await deployment.json<EventSourceWithAddress>(owner, 'POST', '/v1/event-sources', SOURCE);
  await deployment.webhook(new Request(source.url, { method: 'POST', body: '{"order":1}' }));
  await deployment.drainJobs();
  const { items: events } = await deployment.json<{ items: { id: string }[] }>(
    owner,
    'GET',
    `/v1/event-sources/${source.id}/events`,
  );
  return {
    owner,
    agent: await deployment.signUp(companyId, 'agent'),
    viewer: await deployment.signUp(companyId, 'viewer'),
    ids: {
      uploadId: await uploadedBy(owner),
      spareChannelId: (await deployment.connectNumber(owner, `${number}9`)).id,
      channelId: channel.id,
      replayId: replay.id,
      alertId: alert?.id ?? '',
      conversationId: conversation?.id ?? '',
      contactId: conversation?.contact.id ?? '',
      otherContactId: other?.id ?? '',
      spareContactId: spare.id,
      mergeId: merges.items[0]?.id ?? '',
      messageId: thread.items[0]?.id ?? '',
      templateId,
      quickReplyId: quickReply.id,
      webhookId: webhook.id,
      deliveryId: delivery.id,
      sourceId: source.id,
      eventId: events[0]?.id ?? '',
      deadLetterId: await keepLetter(deployment, companyId, {
        lane: 'jobs',
        kind: 'search.index',
        code: 'timeout',
        body: {},
      }),
    },
  };
}

const WEBHOOK = { url: 'https://hooks.shop.example/recado', events: ['*'] };

const SOURCE = { name: 'The shop' };

async function uploadedBy(person: Person): Promise<string> {
  const path = '/v1/uploads?kind=document&filename=a.txt';
  const bytes = new TextEncoder().encode('A made-up text');
  const response = await deployment.upload(person, path, bytes, 'text/plain');
  return (await response.json<{ id: string }>()).id;
}

/** A body that each writing endpoint accepts from somebody who may. */
function bodyFor({ method, path }: Endpoint, { ids }: World): unknown {
  const bodies: Record<string, unknown> = {
    'PUT /v1/company/meta-app': { appSecret: 'a-made-up-app-secret', verifyToken: 'made-up-token' },
    'POST /v1/replays': { fromMs: 0, toMs: 1 },
    'POST /v1/channels/embedded-signup': { code: 'code', phoneNumberId: '1', wabaId: '1', pin: '123456' },
    'POST /v1/channels/check': { phoneNumberId: '1', wabaId: '1', accessToken: 'token' },
    'PATCH /v1/channels/:channelId': { name: 'Renamed' },
    'POST /v1/channels/:channelId/repair': {},
    'POST /v1/channels': {
      kind: 'cloud',
      name: 'Another',
      phoneNumberId: `49${Math.floor(Math.random() * 1e9)}`,
      wabaId: '1',
      displayPhoneNumber: '+1 555 010 0009',
      accessToken: 'token',
      skipVerification: true,
    },
    'POST /v1/contacts/:contactId/merge': { otherContactId: ids['otherContactId'] },
    'POST /v1/contacts': { name: 'Rosa', phone: '+5511955550177' },
    'PATCH /v1/contacts/:contactId': { version: 2, notes: 'likes tea' },
    'POST /v1/conversations': { channelId: ids['channelId'], phone: '+5511955550180' },
    'PATCH /v1/conversations/:conversationId': { version: 2, status: 'resolved' },
    'POST /v1/conversations/:conversationId/messages': { type: 'text', text: 'Hello' },
    'POST /v1/conversations/:conversationId/media-links': { messageIds: [ids['messageId']] },
    'POST /v1/conversations/:conversationId/messages/:messageId/decision': { outcome: 'sent' },
    'POST /v1/quick-replies': { shortcut: `s${Math.floor(Math.random() * 1e9)}`, text: 'Thank you!' },
    'PATCH /v1/quick-replies/:quickReplyId': { version: 1, text: 'Many thanks!' },
    'POST /v1/realtime/tickets': {},
    'POST /v1/templates/sync': { channelId: ids['channelId'] },
    'POST /v1/templates': {
      channelId: ids['channelId'],
      name: 'another',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello there' }],
    },
    'POST /v1/webhooks': WEBHOOK,
    'PATCH /v1/webhooks/:webhookId': { version: 1, description: 'The shop' },
    'POST /v1/event-sources': SOURCE,
    'PATCH /v1/event-sources/:sourceId': { version: 1, name: 'The other shop' },
    'POST /v1/event-sources/:sourceId/rotate': { what: 'token' },
    'POST /v1/event-sources/:sourceId/test': { eventId: ids['eventId'] },
    'POST /v1/dead-letters/redrive': { lane: 'jobs', kind: 'search.index', code: 'timeout' },
    'POST /v1/dead-letters/:deadLetterId/discard': { reason: 'No longer needed' },
    'PATCH /v1/templates/:templateId': { components: [{ type: 'BODY', text: 'Hello again' }] },
  };
  return bodies[`${method} ${path}`];
}

/**
 * The owner's call gets as far as a rule about the row's state: a message that did not fail cannot be sent again, nor be
 * decided on, and the dead letter was put back by the call before.
 */
const REFUSED_BY_STATE = /\/(retry|decision|discard)$/;

/** What an endpoint cannot be asked without. */
const QUERIES: Record<string, string> = {
  '/v1/search/messages': '?q=hello',
  '/v1/contacts/:contactId/merge-preview': '?otherContactId=:spareContactId',
};

/** A call that takes its thing away takes one that no other call needs. */
const pathOf = ({ method, path }: Endpoint, { ids: all }: World) => {
  const isDisconnect = method === 'DELETE' && path === '/v1/channels/:channelId';
  const ids = isDisconnect ? { ...all, channelId: all['spareChannelId'] ?? '' } : all;
  const asked = path + (QUERIES[path] ?? '');
  return asked.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? `no-${name}`);
};

const protectedEndpoints = endpoints.filter((one) => 'permission' in one);
const nameOf = (one: Endpoint) => `${one.method} ${one.path}`;
const mayAlso = (one: Endpoint, role: Role) =>
  'permission' in one && permissionsOf(role, false).includes(one.permission);

const forViewers = protectedEndpoints.filter((one) => mayAlso(one, 'viewer'));
const notForViewers = protectedEndpoints.filter((one) => !mayAlso(one, 'viewer'));
const forOperators = protectedEndpoints.filter((one) => !mayAlso(one, 'owner'));

it('viewers may read, and never write', () => {
  const writing = forViewers.filter((one) => 'permission' in one && one.permission.endsWith(':write'));
  expect([writing, forViewers.length > 10, notForViewers.length > 10]).toEqual([[], true, true]);
});

let mine: World;
let theirs: World;
beforeAll(async () => {
  mine = await createWorld('mine', '4601');
  theirs = await createWorld('theirs', '4602');
});

const call = (person: Person | null, one: Endpoint, world: World) =>
  deployment.call(person, one.method, pathOf(one, world), bodyFor(one, world));

describe('every endpoint that is not public', () => {
  it.each(protectedEndpoints.map((one) => [nameOf(one), one] as const))(
    'answers 401 to nobody: %s',
    async (_, one) => {
      const response = await call(null, one, mine);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        401,
        'application/problem+json',
      ]);
    },
  );

  it.each(
    protectedEndpoints
      .filter((one) => one.path.includes(':') && mayAlso(one, 'owner'))
      .map((one) => [nameOf(one), one] as const),
  )('answers 404 for another company’s id, and the owner’s same call succeeds: %s', async (_, one) => {
    const foreign = await call(mine.owner, one, theirs);
    expect([foreign.status, (await foreign.json<{ code: string }>()).code]).toEqual([404, 'not_found']);
    const own = await call(theirs.owner, one, theirs);
    expect(REFUSED_BY_STATE.test(one.path) ? own.status === 409 : own.ok).toBe(true);
  });

  it.each(notForViewers.map((one) => [nameOf(one), one] as const))(
    'answers 403 to a viewer who may not: %s',
    async (_, one) => {
      const response = await call(mine.viewer, one, mine);
      expect([response.status, (await response.json<{ code: string }>()).code]).toEqual([403, 'forbidden']);
    },
  );

  it.each(forViewers.map((one) => [nameOf(one), one] as const))(
    'answers a viewer who may: %s',
    async (_, one) => {
      expect((await call(mine.viewer, one, mine)).ok).toBe(true);
    },
  );
});

it.each(forOperators.map((one) => [nameOf(one), one] as const))(
  'only operators of the deployment may, and not even the owner of a company: %s',
  async (_, one) => {
    expect((await call(mine.owner, one, mine)).status).toBe(403);
    const operator = await deployment.signUp(mine.owner.companyId, 'viewer', undefined, { isOperator: true });
    expect((await call(operator, one, mine)).status).not.toBe(403);
  },
);

it('every public endpoint says why it is public', () => {
  const reasons = endpoints.flatMap((one) => ('publicBecause' in one ? [one.publicBecause.length > 10] : []));
  expect(reasons).toEqual(reasons.map(() => true));
});

it('a message cannot be reached through another conversation', async () => {
  const path = `/v1/conversations/${theirs.ids['conversationId']}/messages/${mine.ids['messageId']}/retry`;
  expect((await deployment.call(theirs.owner, 'POST', path)).status).toBe(404);
});

it('starting a conversation on another company’s channel is 404', async () => {
  const body = { channelId: theirs.ids['channelId'], phone: '+5511955550181' };
  expect((await deployment.call(mine.owner, 'POST', '/v1/conversations', body)).status).toBe(404);
  const own = { channelId: mine.ids['channelId'], phone: '+5511955550181' };
  expect((await deployment.call(mine.owner, 'POST', '/v1/conversations', own)).status).toBe(201);
});

it('a conversation cannot be assigned to a person of another company', async () => {
  const conversation = await deployment.json<Conversation>(
    mine.owner,
    'GET',
    `/v1/conversations/${mine.ids['conversationId']}`,
  );
  const assign = (assigneeId: string) =>
    deployment.call(mine.owner, 'PATCH', `/v1/conversations/${conversation.id}`, {
      version: conversation.version,
      assigneeId,
    });
  expect((await assign(theirs.agent.userId)).status).toBe(422);
  expect((await assign(mine.agent.userId)).status).toBe(200);
});
