import { expect, it } from 'vitest';
import type { Channel, ChannelChecks } from '../../contracts/api/channels.ts';
import type { TemplateList } from '../../contracts/api/templates.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';

const ok = (body: object) => ({ status: 200, body });
const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'];

async function withOwner(slug: string) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(slug), 'owner');
  return { deployment, owner, graph: deployment.graph };
}
const valuesOf = (phoneNumberId: string) => ({
  phoneNumberId,
  wabaId: `8${phoneNumberId}`,
  accessToken: 'a token',
});
const requestOf = (phoneNumberId: string) => ({
  ...valuesOf(phoneNumberId),
  kind: 'cloud',
  name: 'Shop',
  displayPhoneNumber: '+1 555 010 0000',
});

it('the checks say of each thing what is right, what connecting does, and what is wrong', async () => {
  const { deployment, owner, graph } = await withOwner('connect-check');
  const states = async (number: string) => {
    const { checks, canConnect, needsPin } = await deployment.json<ChannelChecks>(
      owner,
      'POST',
      '/v1/channels/check',
      valuesOf(number),
    );
    return { ...Object.fromEntries(checks.map(({ check, state }) => [check, state])), canConnect, needsPin };
  };
  graph.answers.push(
    ok({ data: { is_valid: true, expires_at: 0, scopes: SCOPES } }),
    ok({ id: '7301', status: 'PENDING', display_phone_number: '+1 555' }),
    ok({ data: [{ id: '7301' }] }),
    ok({ data: [] }),
  );
  expect(await states('7301')).toEqual({
    app: 'right',
    token: 'right',
    number: 'right',
    account: 'right',
    free: 'right',
    status: 'todo',
    webhooks: 'todo',
    canConnect: true,
    needsPin: true,
  });
  const refused = { status: 401, body: { error: { code: 190, message: 'Invalid OAuth access token.' } } };
  graph.answers.push(refused, refused, refused, refused);
  expect(await states('7302')).toMatchObject({ token: 'wrong', number: 'skipped', canConnect: false });
});

it('connecting verifies, subscribes the app and registers with the PIN; a wrong PIN leaves the number free', async () => {
  const { deployment, owner, graph } = await withOwner('connect-pin');
  const verified = [ok({ id: '7310' }), ok({ data: [{ id: '7310' }] })];
  const request = { ...requestOf('7310'), pin: '123456' };
  graph.answers.push(...verified, ok({ success: true }), { status: 400, body: { error: { code: 133005 } } });
  const wrong = await deployment.call(owner, 'POST', '/v1/channels', request);
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { fields: [{ path: 'pin' }] }]);
  graph.answers.push(...verified, ok({ success: true }), ok({ success: true }));
  const before = graph.calls.length;
  await deployment.json<Channel>(owner, 'POST', '/v1/channels', request);
  expect(
    graph.calls.slice(before + 2).map(({ method, url, body }) => [method, new URL(url).pathname, body]),
  ).toEqual([
    ['POST', '/v25.0/87310/subscribed_apps', null],
    ['POST', '/v25.0/7310/register', { messaging_product: 'whatsapp', pin: '123456' }],
  ]);
});

it('a number that was just connected has its account’s templates, whatever Meta answers to the first question', async () => {
  const { deployment, owner, graph } = await withOwner('connect-templates');
  const connect = async (number: string) => {
    graph.answers.push(ok({ id: number }), ok({ data: [{ id: number }] }), ok({ success: true }));
    await deployment.json<Channel>(owner, 'POST', '/v1/channels', requestOf(number));
  };
  const names = async () =>
    (await deployment.json<TemplateList>(owner, 'GET', '/v1/templates')).items.map(({ id }) => id);
  await connect('7311');
  graph.answers.push(templatePage([listedTemplate('9911')]));
  await deployment.drainJobs();
  expect(await names()).toEqual(['9911']);
  await connect('7312');
  graph.answers.push({ status: 401, body: { error: { code: 190 } } });
  await deployment.drainJobs();
  expect([await names(), deployment.jobs.waiting]).toEqual([['9911'], []]);
});

it('a disconnected number receives nothing and keeps its history; connected again it is the same channel', async () => {
  const { deployment, owner, graph } = await withOwner('connect-again');
  const channel = await deployment.connectNumber(owner, '7320');
  await deployment.deliver(texts('7320', { id: 'wamid.c1', from: '5511955557320' }));
  await deployment.drain();
  graph.answers.push(ok({ success: true }));
  const before = graph.calls.length;
  expect((await deployment.call(owner, 'DELETE', `/v1/channels/${channel.id}`)).status).toBe(204);
  expect((await deployment.call(owner, 'DELETE', `/v1/channels/${channel.id}`)).status).toBe(204);
  expect(graph.calls.slice(before).map(({ method, url }) => [method, new URL(url).pathname])).toEqual([
    ['DELETE', '/v25.0/87320/subscribed_apps'],
  ]);
  await deployment.deliver(texts('7320', { id: 'wamid.c2', from: '5511955557329' }));
  await deployment.drain();
  const list = () => deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
  expect((await list()).items.length).toBe(1);
  const patch = await deployment.call(owner, 'PATCH', `/v1/channels/${channel.id}`, { name: 'Gone' });
  expect([patch.status, (await patch.json<{ code: string }>()).code]).toEqual([409, 'channel_disconnected']);

  const again = await deployment.connectNumber(owner, '7320');
  expect(again).toEqual({ ...channel, disconnectedAtMs: null });
  await deployment.deliver(texts('7320', { id: 'wamid.c3', from: '5511955557329' }));
  await deployment.drain();
  expect((await list()).items.map(({ channelId }) => channelId)).toEqual([channel.id, channel.id]);
});

it('a token that Meta does not accept for the number changes nothing, and the old one goes on sending', async () => {
  const { deployment, owner, graph } = await withOwner('connect-token');
  const channel = await deployment.connectNumber(owner, '7330');
  graph.answers.push({ status: 401, body: { error: { code: 190 } } });
  const refused = await deployment.call(owner, 'PATCH', `/v1/channels/${channel.id}`, {
    accessToken: 'wrong',
  });
  expect(refused.status).toBe(422);
  const used = async () => {
    await deployment.call(owner, 'POST', `/v1/channels/${channel.id}/health/refresh`);
    return graph.calls.at(-1)?.authorization;
  };
  expect(await used()).toBe('Bearer token-of-7330');
  graph.answers.push(ok({ id: '7330' }), ok({ data: [{ id: '7330' }] }));
  await deployment.json(owner, 'PATCH', `/v1/channels/${channel.id}`, { accessToken: 'right' });
  expect(await used()).toBe('Bearer right');
});

it('a new token that Meta takes its time to accept undoes neither a new name nor a disconnection', async () => {
  const { deployment, owner, graph } = await withOwner('connect-meanwhile');
  const channel = await deployment.connectNumber(owner, '7340');
  const path = `/v1/channels/${channel.id}`;
  /** Puts a new token in, and does something else while Meta is asked about it. */
  const rotateWhile = async (accessToken: string, meanwhile: () => Promise<unknown>) => {
    const release = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    graph.answers.push(ok({ id: '7340' }), ok({ data: [{ id: '7340' }] }));
    graph.barrier = release.promise;
    graph.onCall = asked.resolve;
    const answer = deployment.call(owner, 'PATCH', path, { accessToken });
    await asked.promise;
    graph.onCall = null;
    graph.barrier = Promise.resolve();
    await meanwhile();
    release.resolve();
    return answer;
  };
  const renamed = await rotateWhile('second', () => deployment.json(owner, 'PATCH', path, { name: 'New' }));
  expect(renamed.status).toBe(200);
  expect(await deployment.json<Channel>(owner, 'GET', path)).toMatchObject({ name: 'New' });
  await deployment.call(owner, 'POST', `${path}/health/refresh`);
  expect(graph.calls.at(-1)?.authorization).toBe('Bearer second');

  const refused = await rotateWhile('third', async () => {
    // What disconnecting asks of Meta is answered before what the rotation still waits for.
    graph.answers.unshift(ok({ success: true }));
    await deployment.call(owner, 'DELETE', path);
  });
  expect(refused.status).toBe(409);
  expect((await deployment.json<Channel>(owner, 'GET', path)).disconnectedAtMs).toBe(deployment.clock.now);
});

it('a connection that was cut off can be made again, and is one channel', async () => {
  const { deployment, owner } = await withOwner('connect-cut-off');
  const other = await deployment.signUp(await deployment.createCompany('connect-cut-off-other'), 'owner');
  deployment.tenant.beforeBatch = () => Promise.reject(new Error('cut off'));
  deployment.directory.afterCommit = () => {
    // From here on nothing is undone either.
    deployment.directory.fault = new Error('cut off');
  };
  const request = { ...requestOf('7350'), skipVerification: true };
  expect((await deployment.call(owner, 'POST', '/v1/channels', request)).status).toBe(503);
  deployment.tenant.beforeBatch = null;
  deployment.directory.afterCommit = null;
  deployment.directory.fault = null;

  expect((await deployment.call(other, 'POST', '/v1/channels', request)).status).toBe(409);
  const checks = await deployment.json<ChannelChecks>(owner, 'POST', '/v1/channels/check', valuesOf('7350'));
  expect(checks.checks.find(({ check }) => check === 'free')?.state).toBe('right');
  const both = await Promise.all([1, 2].map(() => deployment.call(owner, 'POST', '/v1/channels', request)));
  expect(both.map(({ status }) => status)).toContain(201);
  await deployment.deliver(texts('7350', { id: 'wamid.cut', from: '5511955557350' }));
  await deployment.drain();
  const { items } = await deployment.json<{ items: Channel[] }>(owner, 'GET', '/v1/channels');
  expect(items.map(({ phoneNumberId }) => phoneNumberId)).toEqual(['7350']);
  const list = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
  expect(list.items.map(({ channelId }) => channelId)).toEqual([items[0]?.id]);
  expect((await deployment.call(owner, 'POST', '/v1/channels', request)).status).toBe(409);
});
