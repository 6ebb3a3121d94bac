import { describe, expect, test } from 'vitest';
import { documentedSends } from '../meta/send/documented-sends.ts';
import {
  asObject,
  createTestWorld,
  errorOf,
  firstMessageId,
  garden,
  books,
  START_MS,
} from '../testing/test-world.ts';
import type { TestWorld } from '../testing/test-world.ts';

const hello = { type: 'text', text: { body: 'Hello' } };

describe('an accepted message', () => {
  test('is answered with the contact and a new id, and reaches the phone', async () => {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    const answer = await world.send(hello);
    const id = firstMessageId(answer);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: '+5511987654321', wa_id: '5511987654321' }],
        messages: [{ id }],
      },
    });
    const thread = await world.control('GET', `/threads/${ana.id}/${garden.phoneNumberId}`);
    expect(asObject(thread.body)['items']).toMatchObject([
      { content: { body: 'Hi' } },
      { id, content: { body: 'Hello' } },
    ]);
  });

  test('is reported sent and delivered at their times, with pricing and callback data, and read only by an open chat', async () => {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    const id = firstMessageId(await world.send({ ...hello, biz_opaque_callback_data: 'mine' }));
    const base = world.clock.nowMs() - START_MS;
    await world.clock.advance(5000);
    expect(world.statuses()).toEqual([
      { status: 'sent', atMs: base + 150 + 20 },
      { status: 'delivered', atMs: base + 500 + 20 },
    ]);
    const common = {
      id,
      recipient_id: '5511987654321',
      recipient_user_id: 'BR.4242',
      biz_opaque_callback_data: 'mine',
    };
    const seconds = String(START_MS / 1000);
    expect(world.updates()).toEqual([
      { ...common, status: 'sent', timestamp: seconds },
      {
        ...common,
        status: 'delivered',
        timestamp: seconds,
        pricing: {
          billable: false,
          pricing_model: 'PMP',
          type: 'free_customer_service',
          category: 'service',
        },
      },
    ]);
    await world.control('POST', '/chats/open', { customerId: ana.id, phoneNumberId: garden.phoneNumberId });
    await world.clock.advance(20);
    expect(world.updates().at(-1)).toEqual({
      ...common,
      status: 'read',
      timestamp: String(START_MS / 1000 + 5),
    });
  });

  test('is read after its delay where the chat is open, or where everybody reads', async () => {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    await world.control('POST', '/chats/open', { customerId: ana.id, phoneNumberId: garden.phoneNumberId });
    await world.send(hello);
    await world.clock.advance(1520);
    expect(world.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    await world.control('POST', '/chats/close', {});
    await world.control('PATCH', '/settings', { autoRead: 'always' });
    await world.send(hello);
    await world.clock.advance(1520);
    expect(world.statuses().map(({ status }) => status)).toEqual([
      'sent',
      'delivered',
      'read',
      'sent',
      'delivered',
      'read',
    ]);
  });

  test('of a hidden number is reported by user id alone', async () => {
    const world = await createTestWorld();
    const pat = await world.customer({ isPhoneHidden: true, username: 'pat' });
    await world.write(pat.id, { text: 'Hi' });
    await world.clock.advance(20);
    const posted = JSON.parse(world.received[0]?.body ?? '') as { entry: { changes: { value: object }[] }[] };
    expect(posted.entry[0]?.changes[0]?.value).toMatchObject({
      contacts: [{ profile: { name: 'Ana Lima', username: 'pat' }, user_id: 'BR.4242' }],
    });
    expect(world.updates()[0]).not.toHaveProperty('from');
    const answer = await world.graph('POST', `/${garden.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      recipient: 'BR.4242',
      ...hello,
    });
    expect(answer.body['contacts']).toEqual([{ input: 'BR.4242', user_id: 'BR.4242' }]);
    await world.clock.advance(600);
    expect(world.updates().at(-1)).not.toHaveProperty('recipient_id');
    expect(world.updates().at(-1)).toMatchObject({ recipient_user_id: 'BR.4242', status: 'delivered' });
  });

  test.each(Object.entries(documentedSends))('can be of the documented kind: %s', async (name, body) => {
    const world = await createTestWorld();
    await world.withAna();
    // How an order stands is told of one that was sent.
    if (name === 'order_status') await world.send(documentedSends['order_details'] ?? {});
    expect((await world.send(body)).status).toBe(200);
  });

  test('of an order names it once, and its status names one that was sent', async () => {
    const world = await createTestWorld();
    await world.withAna();
    const { order_details: order = {}, order_status: status = {} } = documentedSends;
    const answers = [];
    for (const body of [status, order, order, status]) answers.push((await world.send(body)).status);
    expect(answers).toEqual([400, 200, 400, 200]);
  });

  test('with an order is paid, which is told of beside the message', async () => {
    const world = await createTestWorld();
    await world.withAna();
    const id = firstMessageId(await world.send(documentedSends['order_details'] ?? {}));
    await world.control('POST', `/messages/${encodeURIComponent(id)}/payments`, { status: 'captured' });
    await world.clock.advance(5000);
    expect(world.updates()).toContainEqual(
      expect.objectContaining({
        id,
        type: 'payment',
        status: 'captured',
        payment: { reference_id: 'A-1', amount: { value: 5_900, offset: 100 }, currency: 'BRL' },
      }),
    );
    const other = firstMessageId(await world.send(hello));
    const refused = await world.control('POST', `/messages/${encodeURIComponent(other)}/payments`, {
      status: 'captured',
    });
    expect(refused.status).toBe(409);
  });

  test('that is a reaction is only reported sent', async () => {
    const world = await createTestWorld();
    const { first } = await world.withAna();
    await world.send({ type: 'reaction', reaction: { message_id: first.id, emoji: '👍' } });
    await world.clock.advance(5000);
    expect(world.statuses().map(({ status }) => status)).toEqual(['sent']);
  });
});

describe('refused at once', () => {
  const refused: [string, (world: TestWorld) => ReturnType<TestWorld['send']>, number, number][] = [
    ['a wrong token', (world) => world.send(hello, 'wrong'), 401, 190],
    ['no token', (world) => world.call('POST', `/v24.0/${garden.phoneNumberId}/messages`, {}), 403, 200],
    ['another number’s token', (world) => world.send(hello, books.accessToken), 403, 10],
    ['an unknown number', (world) => world.graph('POST', '/999/messages', {}), 400, 100],
    ['the sender as recipient', (world) => world.send({ ...hello, to: '+55 11 4000 1000' }), 400, 131021],
    [
      'an answer to an unknown message',
      (world) => world.send({ ...hello, context: { message_id: 'wamid.X' } }),
      400,
      131009,
    ],
    [
      'a reaction to an unknown message',
      (world) => world.send({ type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '👍' } }),
      400,
      131009,
    ],
    ['unknown media', (world) => world.send({ type: 'image', image: { id: '1' } }), 400, 100],
    [
      'a template that does not exist',
      (world) => world.send({ type: 'template', template: { name: 'nope', language: { code: 'en_US' } } }),
      404,
      132001,
    ],
    [
      'a template in another language',
      (world) =>
        world.send({ type: 'template', template: { name: 'hello_world', language: { code: 'pt_BR' } } }),
      404,
      132001,
    ],
    [
      'a template without its parameters',
      (world) =>
        world.send({ type: 'template', template: { name: 'order_update', language: { code: 'pt_BR' } } }),
      400,
      132000,
    ],
    [
      'a header of another format',
      (world) =>
        world.send({
          type: 'template',
          template: {
            name: 'spring_offer',
            language: { code: 'en_US' },
            components: [
              { type: 'header', parameters: [{ type: 'text', text: 'x' }] },
              {
                type: 'body',
                parameters: [
                  { type: 'text', text: 'Ana' },
                  { type: 'text', text: '20%' },
                ],
              },
            ],
          },
        }),
      400,
      132012,
    ],
    [
      'free text on the marketing endpoint',
      (world) =>
        world.graph('POST', `/${garden.phoneNumberId}/marketing_messages`, {
          messaging_product: 'whatsapp',
          to: '5511987654321',
          ...hello,
        }),
      400,
      131055,
    ],
  ];
  test.each(refused)('%s', async (_name, act, status, code) => {
    const world = await createTestWorld();
    await world.withAna();
    const answer = await act(world);
    expect({ status: answer.status, code: errorOf(answer).code }).toEqual({ status, code });
    await world.clock.advance(5000);
    expect(world.received).toEqual([]);
  });

  test('in Meta’s error shape', async () => {
    const world = await createTestWorld();
    const answer = await world.send({ type: 'text', text: {} });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body).toEqual({
      error: {
        message: '(#131008) Required parameter is missing',
        type: 'OAuthException',
        code: 131008,
        error_data: { messaging_product: 'whatsapp', details: "Param text['body'] is missing" },
        fbtrace_id: expect.stringMatching(/^A[\w-]{20,}$/),
      },
    });
  });

  test('an unknown path with Meta’s “unsupported request”', async () => {
    const world = await createTestWorld();
    const answer = await world.graph('GET', '/4711/nothing');
    expect(answer.status).toBe(400);
    expect(answer.body['error']).toMatchObject({
      code: 100,
      error_subcode: 33,
      type: 'GraphMethodException',
    });
  });
});

describe('accepted and failed later', () => {
  test('free text outside the 24-hour window, to the millisecond; a template goes through', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.write(ana.id, { text: 'Hi', timestampMs: START_MS });
    await world.clock.advance(24 * 3_600_000 - 1);
    world.received.length = 0;
    await world.send(hello);
    await world.clock.advance(1);
    await world.send(hello);
    await world.send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } });
    await world.clock.advance(5000);
    expect(world.statuses().map(({ status }) => status)).toEqual([
      'sent',
      'failed',
      'sent',
      'delivered',
      'delivered',
    ]);
    expect(world.updates()[1]).toMatchObject({
      status: 'failed',
      errors: [{ code: 131047, title: 'Re-engagement message', error_data: { details: expect.any(String) } }],
    });
  });

  test('or refused at once, when that is switched on', async () => {
    const world = await createTestWorld({ settings: { windowRefusal: 'sync' } });
    await world.customer();
    expect(errorOf(await world.send(hello))).toMatchObject({ status: 400, code: 131047 });
  });

  test('a number that nobody has, when that is switched on; else it gets a phone', async () => {
    const world = await createTestWorld({ settings: { unknownRecipients: 'fail' } });
    const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };
    await world.send(template);
    expect(await failureOf(world)).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }]);
    await world.control('PATCH', '/settings', { unknownRecipients: 'create' });
    world.received.length = 0;
    await world.send({ ...template, to: '+551133334444' });
    expect(await failureOf(world)).toMatchObject([{ status: 'sent' }, { status: 'delivered' }]);
  });
});

test('pacing refuses the 46th message to one customer at once, and the 81st of a number in a second', async () => {
  const world = await createTestWorld({ settings: { pacing: { isOn: true } } });
  const { ana } = await world.withAna();
  const codes = async (count: number, to: (index: number) => string) => {
    const seen: unknown[] = [];
    for (let index = 0; index < count; index++) {
      const answer = await world.send({ ...hello, to: to(index) });
      seen.push(answer.status === 200 ? 200 : errorOf(answer).code);
    }
    return seen;
  };
  expect((await codes(46, () => ana.phone)).slice(44)).toEqual([200, 131056]);
  await world.clock.advance(6000);
  expect(await codes(2, () => ana.phone)).toEqual([200, 131056]);
  await world.clock.advance(1000);
  expect((await codes(81, (index) => `55119${10_000_000 + index}`)).slice(79)).toEqual([200, 130429]);
});

test('marking as read turns the ticks of this and earlier messages, shows typing, and tells the business nothing', async () => {
  const world = await createTestWorld();
  const { ana, first } = await world.withAna();
  const second = await world.write(ana.id, { text: 'Still there?' });
  await world.clock.advance(20);
  world.received.length = 0;
  const happened: string[] = [];
  world.simulator.world.happenings.subscribe(({ kind }) => happened.push(kind));
  const answer = await world.graph('POST', `/${garden.phoneNumberId}/messages`, {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: second.id,
    typing_indicator: { type: 'text' },
  });
  expect(answer.body).toEqual({ success: true });
  for (const id of [first.id, second.id]) {
    expect((await world.control('GET', `/messages/${encodeURIComponent(id)}`)).body['status']).toBe('read');
  }
  expect(happened).toContain('typing.started');
  await world.clock.advance(5000);
  expect(world.received).toEqual([]);
});

async function failureOf(world: TestWorld) {
  await world.clock.advance(5000);
  return world.updates().map((update) => ({ status: update['status'], errors: update['errors'] }));
}
