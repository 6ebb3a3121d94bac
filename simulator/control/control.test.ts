import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createTestWorld, garden, updatesIn } from '../testing/test-world.ts';

describe('what a customer writes', () => {
  test('arrives as Meta’s message object, with its context', async () => {
    const world = await createTestWorld();
    const { ana, first } = await world.withAna();
    const written = await world.write(ana.id, {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'one', title: 'One' } },
      replyTo: first.id,
      timestampMs: 1_700_000_000_500,
      extra: { referral: { source_id: 'AD' } },
    });
    await world.clock.advance(20);
    expect(world.updates()).toEqual([
      {
        context: { from: '5511987654321', id: first.id },
        from: '5511987654321',
        from_user_id: 'BR.4242',
        id: written.id,
        timestamp: '1700000000',
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'one', title: 'One' } },
        referral: { source_id: 'AD' },
      },
    ]);
  });

  test('gets its tick when the webhook was accepted', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    const written = await world.write(ana.id, { text: 'Hi' });
    expect(written.status).toBe('sending');
    await world.clock.advance(20);
    expect((await world.control('GET', `/messages/${encodeURIComponent(written.id)}`)).body['status']).toBe(
      'accepted',
    );
  });

  test('is changed and taken back in the thread by edit and revoke', async () => {
    const world = await createTestWorld();
    const { ana, first } = await world.withAna();
    const original = { original_message_id: first.id };
    await world.write(ana.id, {
      type: 'edit',
      edit: { ...original, message: { type: 'text', text: { body: 'Hello' } } },
    });
    const read = async () => (await world.control('GET', `/messages/${encodeURIComponent(first.id)}`)).body;
    expect(await read()).toMatchObject({ content: { body: 'Hello' }, isRevoked: false });
    await world.write(ana.id, { type: 'revoke', revoke: original });
    expect(await read()).toMatchObject({ isRevoked: true });
    await world.clock.advance(20);
    expect(world.updates().map(({ type }) => type)).toEqual(['edit', 'revoke']);
  });

  test('with a given id collides on purpose: two webhooks, one bubble', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.write(ana.id, { text: 'Hi', id: 'wamid.SAME' });
    await world.write(ana.id, { text: 'Hi', id: 'wamid.SAME' });
    await world.clock.advance(20);
    expect(world.updates().map(({ id }) => id)).toEqual(['wamid.SAME', 'wamid.SAME']);
    const thread = await world.control('GET', `/threads/${ana.id}/${garden.phoneNumberId}`);
    expect(thread.body['items']).toHaveLength(1);
  });
});

test('a burst reaches the business in as many deliveries as asked, each customer’s messages in order', async () => {
  const world = await createTestWorld();
  const burst = await world.control('POST', '/bursts', {
    phoneNumberId: garden.phoneNumberId,
    customers: 4,
    messagesPerCustomer: 3,
    deliveries: 2,
    text: 'no. {n}',
  });
  expect([burst.status, (burst.body['customerIds'] as string[]).length]).toEqual([201, 4]);
  expect(world.received.map(({ body }) => updatesIn(body ?? '').length)).toEqual([6, 6]);
  expect(world.updates().map((update) => (update['text'] as { body: string }).body)).toEqual(
    Array.from({ length: 12 }, (_, index) => `no. ${index + 1}`),
  );
});

test('statuses can be sent by hand, in any order, and the thread only moves forward', async () => {
  const world = await createTestWorld({ settings: { sentDelayMs: 3_600_000, deliveredDelayMs: 3_600_000 } });
  await world.withAna();
  const sent = await world.send({ type: 'text', text: { body: 'Hello' } });
  const id = encodeURIComponent((sent.body['messages'] as { id: string }[])[0]?.id ?? '');
  for (const status of ['read', 'delivered', 'warning']) {
    expect((await world.control('POST', `/messages/${id}/statuses`, { status })).body['status']).toBe('read');
  }
  await world.control('POST', `/messages/${id}/statuses`, { status: 'failed', error: { code: 131026 } });
  await world.clock.advance(20);
  expect(world.updates().map((update) => [update['status'], 'pricing' in update])).toEqual([
    ['read', true],
    ['delivered', false],
    ['warning', false],
    ['failed', false],
  ]);
});

test('raw webhooks go out as given: written and signed as Meta would, or any bytes with any signature', async () => {
  const world = await createTestWorld();
  const { phoneNumberId } = garden;
  await world.control('POST', '/webhooks', { phoneNumberId, body: { hello: 'é/' } });
  await world.control('POST', '/webhooks', {
    phoneNumberId,
    body: '{"broken',
    signature: 'sha256=00',
    copies: 2,
  });
  await world.control('POST', '/webhooks', { phoneNumberId, body: 'x', signature: null });
  await world.clock.advance(1);
  const wire = String.raw`{"hello":"\u00e9\/"}`;
  const right = `sha256=${createHmac('sha256', garden.appSecret).update(wire).digest('hex')}`;
  expect(world.received.map(({ body, headers }) => [body, headers['x-hub-signature-256']])).toEqual([
    [wire, right],
    ['{"broken', 'sha256=00'],
    ['{"broken', 'sha256=00'],
    ['x', undefined],
  ]);
});

describe('waiting', () => {
  test('until idle ends when the last status was delivered', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.send({ type: 'text', text: { body: 'Hello' } });
    const waiting = world.control('GET', '/wait?for=idle');
    await world.clock.advance(1000);
    expect((await waiting).body).toEqual({ isIdle: true });
    expect(world.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
  });

  test('for a message ends when the business writes, for a status when it is reached', async () => {
    const world = await createTestWorld();
    const { ana, first } = await world.withAna();
    const message = world.control(
      'GET',
      `/wait?for=message&customerId=${ana.id}&afterId=${encodeURIComponent(first.id)}`,
    );
    await world.send({ type: 'text', text: { body: 'Hello' } });
    await world.clock.advance(0);
    const { body } = await message;
    expect(body['content']).toEqual({ body: 'Hello' });
    const status = world.control(
      'GET',
      `/wait?for=status&status=delivered&messageId=${encodeURIComponent(String(body['id']))}`,
    );
    await world.clock.advance(500);
    expect((await status).body['status']).toBe('delivered');
  });

  test('ends with 408 when it does not happen', async () => {
    const world = await createTestWorld();
    const waiting = world.control('GET', '/wait?for=status&messageId=wamid.X&status=read&timeoutMs=500');
    await world.clock.advance(500);
    expect((await waiting).status).toBe(408);
  });
});

const message = (over: object) => ({ phoneNumberId: garden.phoneNumberId, text: 'x', ...over });

describe('refusals name the field', () => {
  test.each([
    ['no JSON', 'POST', '/customers', 400, 'The body is not JSON.'],
    [
      'a bad phone',
      { phone: '+55 11' },
      '/customers',
      422,
      'phone: must be 7 to 15 digits with country code, without +',
    ],
    ['an unknown field', { colour: 'red' }, '/customers', 422, 'Unrecognized key: "colour"'],
    [
      'an unknown number',
      message({ phoneNumberId: '1' }),
      '/customers/ANA/messages',
      404,
      'There is no business number with the id 1.',
    ],
    [
      'an unknown customer',
      message({}),
      '/customers/nobody/messages',
      404,
      'There is no customer with the id nobody.',
    ],
    [
      'an unknown type',
      message({ type: 'poll' }),
      '/customers/ANA/messages',
      422,
      expect.stringContaining('type: Invalid option'),
    ],
    [
      'a type without content',
      message({ type: 'image' }),
      '/customers/ANA/messages',
      422,
      expect.stringContaining('image: needs'),
    ],
    [
      'a phone that is taken',
      { phone: '5511987654321' },
      '/customers',
      409,
      'Another customer has this phone number or user id.',
    ],
    [
      'too large a burst',
      { phoneNumberId: garden.phoneNumberId, customers: 20_000, messagesPerCustomer: 2 },
      '/bursts',
      422,
      'A burst has at most 20000 messages.',
    ],
    [
      'a path that does not exist',
      {},
      '/nothing',
      404,
      'There is no POST /control/nothing. See simulator/README.md.',
    ],
  ])('%s', async (_name, body, path, status, error) => {
    const world = await createTestWorld();
    const ana = await world.customer();
    const answer =
      typeof body === 'string'
        ? await world.simulator.app.request('/control/customers', { method: 'POST', body: '{oops' })
        : await world.simulator.app.request(`/control${path.replace('ANA', ana.id)}`, {
            method: 'POST',
            body: JSON.stringify(body),
          });
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual(
      typeof body === 'string' ? [400, 'The body is not JSON.'] : [status, error],
    );
  });

  test('an unknown fault, and a parameter that it does not have', async () => {
    const world = await createTestWorld();
    expect((await world.control('PUT', '/faults/earthquake', {})).status).toBe(404);
    expect((await world.control('PUT', '/faults/slow', { times: 2 })).status).toBe(422);
    expect((await world.control('PUT', '/faults/slow', { delayMs: 5 })).body).toEqual({
      name: 'slow',
      fault: { count: null, probability: 1, on: 'messages', delayMs: 5 },
    });
  });
});

test('tokens and secrets never come out of the control API', async () => {
  const world = await createTestWorld();
  await world.send({ type: 'text', text: { body: 'x' } });
  for (const path of ['/numbers', '/graph-calls', '/deliveries']) {
    const text = JSON.stringify((await world.control('GET', path)).body);
    for (const secret of [garden.accessToken, garden.appSecret, garden.verifyToken])
      expect(text).not.toContain(secret);
  }
});

test('events tell the page what happens, and a page that goes away closes its chats', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const leaving = new AbortController();
  const events = await world.simulator.app.request(
    new Request('http://localhost/control/events?viewer=page', { signal: leaving.signal }),
  );
  const reader = events.body?.getReader();
  await world.control('POST', '/chats/open', {
    customerId: ana.id,
    phoneNumberId: garden.phoneNumberId,
    viewer: 'page',
  });
  await world.send({ type: 'text', text: { body: 'Hello' } });
  let heard = '';
  while (!heard.includes('"message.changed"'))
    heard += new TextDecoder().decode((await reader?.read())?.value);
  expect(heard).toContain('"body":"Hello"');
  await reader?.cancel();
  expect((await world.control('GET', '/chats')).body).toEqual({ items: [] });
});
