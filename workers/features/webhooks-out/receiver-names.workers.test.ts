import { beforeEach, expect, it } from 'vitest';
import type { AlertSettings } from '../../contracts/api/alert-settings.ts';
import type { Webhook, WebhookDelivery } from '../../contracts/api/webhooks.ts';
import { createDeployment, type Deployment, type Person } from '../../testing/deployment.ts';
import type { GraphAnswer } from '../../testing/graph.ts';

/** What DNS over HTTPS answers; each name is asked for both kinds of address. */
const record = (type: 1 | 5 | 28, data: string) => ({ name: 'x', type, TTL: 60, data });
const named = (...records: ReturnType<typeof record>[]): GraphAnswer => ({
  status: 200,
  body: { Status: 0, Answer: records },
});
const NOWHERE: GraphAnswer = { status: 200, body: { Status: 3 } };
const PUBLIC = record(1, '93.184.215.14');

let count = 0;
let deployment: Deployment;
let owner: Person;
beforeEach(async () => {
  deployment = createDeployment({ vars: { DEPLOYMENT: 'production' } });
  owner = await deployment.signUp(await deployment.createCompany(`names-${++count}`), 'owner');
});

/** A name that no other test has asked for: answers are remembered. */
const nextUrl = () => `https://hooks-${++count}.shop.example/in`;
const create = (url: string) =>
  deployment.call(owner, 'POST', '/v1/webhooks', { url, events: ['message.received'] });

it.each<[string, GraphAnswer, GraphAnswer]>([
  ['a private IPv4 address', named(record(1, '10.0.0.7')), NOWHERE],
  ['one private address beside a public one', named(PUBLIC, record(1, '127.0.0.1')), NOWHERE],
  [
    'another name with a private address',
    named(record(5, 'inner.example.'), record(1, '169.254.169.254')),
    NOWHERE,
  ],
  ['a private IPv6 address', named(PUBLIC), named(record(28, 'fd00::1'))],
  ['no address', NOWHERE, NOWHERE],
])('a name that leads to %s is refused before it is stored', async (_what, v4, v6) => {
  deployment.graph.answers.push(v4, v6);
  const refused = await create(nextUrl());
  expect([refused.status, await refused.json()]).toEqual([
    422,
    expect.objectContaining({ code: 'url_refused', detail: expect.stringContaining('its host name leads') }),
  ]);
  deployment.graph.answers.push(named(PUBLIC), NOWHERE);
  expect((await create(nextUrl())).status).toBe(201);
});

it('the same is refused of the webhook for alerts, and of a changed address', async () => {
  deployment.graph.answers.push(named(PUBLIC), NOWHERE);
  const { id, version } = await (await create(nextUrl())).json<Webhook>();
  deployment.graph.answers.push(named(record(1, '10.0.0.7')), NOWHERE);
  expect(
    (await deployment.call(owner, 'PATCH', `/v1/webhooks/${id}`, { url: nextUrl(), version })).status,
  ).toBe(422);
  const {
    rules,
    notify,
    version: seen,
  } = await deployment.json<AlertSettings>(owner, 'GET', '/v1/alert-settings');
  deployment.graph.answers.push(named(record(1, '10.0.0.7')), NOWHERE);
  const body = { rules, notify, version: seen, webhookUrl: nextUrl() };
  expect((await deployment.call(owner, 'PUT', '/v1/alert-settings', body)).status).toBe(422);
});

it('a name that leads elsewhere after it was stored is not called', async () => {
  const url = nextUrl();
  deployment.graph.answers.push(named(PUBLIC), NOWHERE);
  const { id } = await (await create(url)).json<Webhook>();
  const test = async () => {
    owner = await deployment.renew(owner);
    await deployment.json(owner, 'POST', `/v1/webhooks/${id}/test`);
    await deployment.drainJobs();
    const { items } = await deployment.json<{ items: WebhookDelivery[] }>(
      owner,
      'GET',
      `/v1/webhooks/${id}/deliveries`,
    );
    return items[0];
  };
  const called = () => deployment.graph.calls.filter((call) => call.url === url).length;
  expect(await test()).toMatchObject({ state: 'delivered' });
  expect(called()).toBe(1);
  deployment.clock.now += 61_000;
  deployment.graph.answers.push(named(record(1, '192.168.1.1')), NOWHERE);
  expect(await test()).toMatchObject({
    state: 'pending',
    attempts: [{ status: null, detail: expect.stringContaining('leads nowhere public') }],
  });
  expect(called()).toBe(1);
});

it('while nobody tells what a name leads to, it can be stored and is not called', async () => {
  const url = nextUrl();
  deployment.graph.answers.push({ status: 503, body: {} }, { status: 503, body: {} });
  const { id } = await (await create(url)).json<Webhook>();
  deployment.graph.answers.push({ status: 200, body: { Status: 2 } }, { status: 200, body: { Status: 2 } });
  await deployment.json(owner, 'POST', `/v1/webhooks/${id}/test`);
  await deployment.drainJobs();
  expect(deployment.graph.calls.filter((call) => call.url === url)).toEqual([]);
});
