import { expect, it } from 'vitest';
import type { Alert } from '../../contracts/api/alerts.ts';
import { phoneAppSync, type ChannelHealth } from '../../contracts/api/channel-health.ts';
import type { Channel } from '../../contracts/api/channels.ts';
import type { SignedUpChannel } from '../../contracts/api/embedded-signup.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { testVars } from '../../testing/vars.ts';

const ok = (body: object) => ({ status: 200, body });
const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'];
const exchanged = ok({ access_token: 'a business token', token_type: 'bearer' });
const reaching = (...accounts: string[]) =>
  ok({
    data: {
      is_valid: true,
      scopes: SCOPES,
      granular_scopes: SCOPES.map((scope) => ({ scope, target_ids: accounts })),
    },
  });
const numberOf = (id: string) =>
  ok({ id, display_phone_number: '+1 555 010 0100', verified_name: 'Lima Shoes' });

async function withOwner(slug: string) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(slug), 'owner');
  const { graph } = deployment;
  const signUp = (body: object) =>
    deployment.call(owner, 'POST', '/v1/channels/embedded-signup', { code: 'from Meta', ...body });
  const since = (before: number) =>
    graph.calls.slice(before).map(({ method, url, body }) => [method, new URL(url).pathname, body]);
  return { deployment, owner, graph, signUp, since };
}

it('a signup is exchanged, confirmed by the app itself, subscribed, registered, and sends with its own token', async () => {
  const { graph, signUp, since } = await withOwner('signup-whole');
  const before = graph.calls.length;
  graph.answers.push(
    exchanged,
    reaching('87410'),
    numberOf('7410'),
    numberOf('7410'),
    ok({ data: [{ id: '7410' }] }),
    ok({ success: true }),
    ok({ success: true }),
  );
  const answer = await signUp({ phoneNumberId: '7410', wabaId: '87410', pin: '246810' });
  expect([answer.status, await answer.json<Channel>()]).toMatchObject([
    201,
    { name: 'Lima Shoes', displayPhoneNumber: '+1 555 010 0100', phoneNumberId: '7410', app: 'deployment' },
  ]);
  const [exchange, debug, read] = graph.calls.slice(before);
  expect(Object.fromEntries(new URL(exchange?.url ?? '').searchParams)).toEqual({
    client_id: testVars.META_APP_ID,
    client_secret: testVars.META_APP_SECRET,
    code: 'from Meta',
  });
  expect(debug?.authorization).toBe(`Bearer ${testVars.META_APP_ID}|${testVars.META_APP_SECRET}`);
  expect(read?.authorization).toBe('Bearer a business token');
  expect(since(before).slice(-2)).toEqual([
    ['POST', '/v25.0/87410/subscribed_apps', null],
    ['POST', '/v25.0/7410/register', { messaging_product: 'whatsapp', pin: '246810' }],
  ]);
});

it('an account or a number that the signup does not reach is refused, and nothing is subscribed', async () => {
  const { deployment, owner, graph, signUp, since } = await withOwner('signup-stolen');
  const before = graph.calls.length;
  const refusedAt = async (phoneNumberId: string, wabaId: string) => {
    const answer = await signUp({ phoneNumberId, wabaId, pin: '246810' });
    const { fields } = await answer.json<{ fields?: { path: string }[] }>();
    return [answer.status, fields?.map(({ path }) => path)];
  };
  // Somebody else's account beside an own code.
  graph.answers.push(exchanged, reaching('87420'));
  expect(await refusedAt('7429', '87429')).toEqual([422, ['wabaId']]);
  // A token of which Meta names no account proves none.
  graph.answers.push(exchanged, ok({ data: { is_valid: true, scopes: SCOPES } }));
  expect(await refusedAt('7429', '87429')).toEqual([422, ['wabaId']]);
  // Somebody else's number under the own account, which Meta even lets the token see.
  graph.answers.push(
    exchanged,
    reaching('87420'),
    numberOf('7429'),
    numberOf('7429'),
    ok({ data: [{ id: '7420' }] }),
  );
  const [status, paths] = await refusedAt('7429', '87420');
  expect([status, paths]).toEqual([422, ['wabaId']]);
  // One that the token cannot see.
  graph.answers.push(exchanged, reaching('87420'), { status: 400, body: { error: { code: 100 } } });
  expect(await refusedAt('7429', '87420')).toEqual([422, ['phoneNumberId']]);
  // A code that was used before.
  graph.answers.push({ status: 400, body: { error: { code: 100, message: 'Used.' } } });
  expect(await refusedAt('7420', '87420')).toEqual([422, ['code']]);
  expect(since(before).filter(([method]) => method === 'POST')).toEqual([]);
  const { items } = await deployment.json<{ items: Channel[] }>(owner, 'GET', '/v1/channels');
  expect(items).toEqual([]);
});

it('a wrong PIN costs no new signup: the channel stands, says so, and is registered with the right one later', async () => {
  const { deployment, owner, graph, signUp, since } = await withOwner('signup-pin');
  const unregistered = ok({ id: '7430', display_phone_number: '+1 555 010 0130', status: 'PENDING' });
  graph.answers.push(
    exchanged,
    reaching('87430'),
    unregistered,
    unregistered,
    ok({ data: [{ id: '7430' }] }),
    ok({ success: true }),
    { status: 400, body: { error: { code: 133005, message: 'Two step verification PIN Mismatch' } } },
  );
  const answer = await signUp({ phoneNumberId: '7430', wabaId: '87430', pin: '111111' });
  const channel = await answer.json<SignedUpChannel>();
  expect([answer.status, channel]).toMatchObject([
    201,
    { phoneNumberId: '7430', isRegistered: false, registrationProblem: expect.stringMatching(/not the PIN/) },
  ]);
  const state = async () => {
    const { facts, alerts } = await deployment.json<ChannelHealth>(
      owner,
      'GET',
      `/v1/channels/${channel.id}/health`,
    );
    return [
      facts.find(({ fact }) => fact === 'number_status')?.value,
      alerts.map(({ kind, detail }) => `${kind}: ${detail}`),
    ];
  };
  expect(await state()).toMatchObject([
    { status: 'PENDING' },
    [expect.stringMatching(/^number\.not_connected: This is not the PIN/)],
  ]);
  deployment.clock.now += 1_000;
  const before = graph.calls.length;
  graph.answers.push(ok({ success: true }), ok({ success: true }));
  const repaired = await deployment.call(owner, 'POST', `/v1/channels/${channel.id}/repair`, {
    pin: '246810',
  });
  expect(repaired.status).toBe(204);
  expect(since(before).at(-1)).toEqual([
    'POST',
    '/v25.0/7430/register',
    { messaging_product: 'whatsapp', pin: '246810' },
  ]);
  expect(await state()).toMatchObject([{ status: 'CONNECTED' }, []]);
});

it('a number that is not registered is connected without a PIN too, and waits for it', async () => {
  const { graph, signUp, since } = await withOwner('signup-no-pin');
  const before = graph.calls.length;
  const unregistered = ok({ id: '7435', display_phone_number: '+1 555 010 0135', status: 'PENDING' });
  graph.answers.push(
    exchanged,
    reaching('87435'),
    unregistered,
    unregistered,
    ok({ data: [{ id: '7435' }] }),
    ok({ success: true }),
  );
  const answer = await signUp({ phoneNumberId: '7435', wabaId: '87435' });
  expect([answer.status, await answer.json()]).toMatchObject([
    201,
    { isRegistered: false, registrationProblem: null },
  ]);
  expect(since(before).filter(([method]) => method === 'POST')).toEqual([
    ['POST', '/v25.0/87435/subscribed_apps', null],
  ]);
});

it('where Meta names only the account, its one free number is meant; with several nothing is guessed', async () => {
  const { graph, signUp } = await withOwner('signup-account');
  const listed = (...ids: string[]) => ok({ data: ids.map((id) => ({ id })) });
  const connecting = (id: string, ...ids: string[]) => [
    exchanged,
    reaching('87436'),
    listed(...ids),
    numberOf(id),
    numberOf(id),
    listed(...ids),
    ok({ success: true }),
  ];
  graph.answers.push(...connecting('7436', '7436'));
  const answer = await signUp({ wabaId: '87436' });
  expect([answer.status, await answer.json()]).toMatchObject([201, { phoneNumberId: '7436' }]);
  const refusal = async (...ids: string[]) => {
    graph.answers.push(exchanged, reaching('87436'), listed(...ids));
    const { fields } = await (await signUp({ wabaId: '87436' })).json<{ fields: { message: string }[] }>();
    return fields[0]?.message;
  };
  expect(await refusal('7436')).toMatch(/connected already/);
  expect(await refusal()).toMatch(/no number yet/);
  expect(await refusal('7436', '7437', '7438')).toMatch(/several numbers/);
  graph.answers.push(...connecting('7437', '7436', '7437'));
  expect((await signUp({ wabaId: '87436' })).status).toBe(201);
});

it('a number that stays on its phone is not registered, and its past is asked for; a refusal of that is told', async () => {
  const { deployment, owner, graph, signUp, since } = await withOwner('signup-phone');
  const before = graph.calls.length;
  graph.answers.push(
    exchanged,
    reaching('87440'),
    numberOf('7440'),
    numberOf('7440'),
    ok({ data: [{ id: '7440' }] }),
    ok({ success: true }),
    ok({ request_id: 'a1' }),
    { status: 400, body: { error: { code: 2593108, message: 'Too late to synchronize.' } } },
  );
  const answer = await signUp({ phoneNumberId: '7440', wabaId: '87440', coexistence: true });
  expect(answer.status).toBe(201);
  const sync = (what: string) => [
    'POST',
    '/v25.0/7440/smb_app_data',
    { messaging_product: 'whatsapp', sync_type: what },
  ];
  expect(since(before).filter(([method]) => method === 'POST')).toEqual([
    ['POST', '/v25.0/87440/subscribed_apps', null],
    sync('smb_app_state_sync'),
    sync('history'),
  ]);
  const { items } = await deployment.json<{ items: Alert[] }>(owner, 'GET', '/v1/alerts');
  expect(items.map(({ kind, title }) => [kind, title])).toEqual([
    ['phone_app.sync', 'The phone app’s earlier messages do not come'],
  ]);
  const { id } = await answer.json<Channel>();
  const health = await deployment.json<ChannelHealth>(owner, 'GET', `/v1/channels/${id}/health`);
  expect(health.facts.filter(({ fact }) => fact === 'phone_app')).toMatchObject([
    { value: { isOnPhoneApp: true } },
  ]);
});

it('a phone app’s past that Meta refuses is asked for again, by the clock and ever later, until it is given', async () => {
  const { deployment, owner, graph, signUp, since } = await withOwner('signup-again');
  const { clock } = deployment;
  const refused = { status: 400, body: { error: { code: 131000, message: 'Something went wrong.' } } };
  graph.answers.push(
    exchanged,
    reaching('87450'),
    numberOf('7450'),
    numberOf('7450'),
    ok({ data: [{ id: '7450' }] }),
    ok({ success: true }),
    refused,
    refused,
  );
  const answer = await signUp({ phoneNumberId: '7450', wabaId: '87450', coexistence: true });
  const { id } = await answer.json<SignedUpChannel>();
  const parts = async () => {
    const person = await deployment.renew(owner);
    const { facts, alerts } = await deployment.json<ChannelHealth>(
      person,
      'GET',
      `/v1/channels/${id}/health`,
    );
    const sync = phoneAppSync.parse(facts.find(({ fact }) => fact === 'phone_app_sync')?.value);
    return { states: [sync.contacts.state, sync.history.state], sync, alerts: alerts.length };
  };
  const { sync } = await parts();
  expect(sync).toMatchObject({
    contacts: { state: 'waiting', tries: 1, nextAtMs: clock.now + 60_000, problem: 'Something went wrong.' },
    history: { state: 'waiting', tries: 1 },
  });
  const asked = async (afterMs: number, ...answers: typeof graph.answers) => {
    clock.now += afterMs;
    const before = graph.calls.length;
    graph.answers.push(...answers);
    await deployment.tick();
    const mine = deployment.jobs.waiting.filter(
      ({ body }) => JSON.stringify(body).includes('sync-phone-app') && JSON.stringify(body).includes(id),
    );
    deployment.jobs.waiting.splice(0, deployment.jobs.waiting.length, ...mine);
    await deployment.drainJobs();
    return since(before).flatMap(([, path, body]) =>
      String(path).endsWith('smb_app_data') ? [(body as { sync_type: string }).sync_type] : [],
    );
  };
  expect(await asked(30_000)).toEqual([]);
  expect(await asked(30_000, ok({ request_id: 'a' }), refused)).toEqual(['smb_app_state_sync', 'history']);
  expect((await parts()).states).toEqual(['asked', 'waiting']);
  expect(await asked(60_000)).toEqual([]);
  expect(await asked(4 * 60_000, ok({ request_id: 'b' }))).toEqual(['history']);
  expect(await asked(3_600_000)).toEqual([]);
  expect(await parts()).toMatchObject({ states: ['asked', 'asked'], alerts: 0 });
});
