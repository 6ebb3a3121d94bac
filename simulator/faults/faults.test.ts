import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createTestWorld, errorOf, firstMessageId, garden, type Answer } from '../testing/test-world.ts';
import { settlePromises } from '../world/manual-clock.ts';

const hello = { type: 'text', text: { body: 'Hello' } };

const sendFortyTimes = async () => {
  const world = await createTestWorld();
  await world.withAna();
  await world.control('PUT', '/faults/rate-limited', { probability: 0.5 });
  const seen = [];
  for (let index = 0; index < 40; index++) seen.push((await world.send(hello)).status);
  return seen;
};

describe('faults of the Graph API', () => {
  test('strike as often as they are told to, and then no more', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.control('PUT', '/faults/rate-limited', { count: 2 });
    const codes = [];
    for (let index = 0; index < 3; index++) codes.push(errorOf(await world.send(hello)).code ?? 200);
    expect(codes).toEqual([130429, 130429, 200]);
    await world.clock.advance(5000);
    expect(world.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
  });

  test('strike with their probability, the same in every run with one seed', async () => {
    const seen = await sendFortyTimes();
    const struck = seen.filter((status) => status === 429).length;
    expect(struck).toBeGreaterThan(10);
    expect(struck).toBeLessThan(30);
    expect(await sendFortyTimes()).toEqual(seen);
  });

  test('strike only the calls that they are for; marking as read is none of the sends', async () => {
    const world = await createTestWorld();
    const { first } = await world.withAna();
    await world.control('PUT', '/faults/refuse', { code: 131016, on: 'templates' });
    expect((await world.send(hello)).status).toBe(200);
    expect(errorOf(await world.graph('GET', `/${garden.wabaId}/message_templates`))).toMatchObject({
      status: 503,
      code: 131016,
    });
    await world.control('PUT', '/faults/refuse', { code: 131016 });
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: first.id };
    expect((await world.graph('POST', `/${garden.phoneNumberId}/messages`, read)).status).toBe(200);
    expect(errorOf(await world.send(hello)).code).toBe(131016);
  });

  test('slow answers wait on the clock', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.control('PUT', '/faults/slow', { delayMs: 2000 });
    let isAnswered = false;
    const answer = world.send(hello).finally(() => (isAnswered = true));
    await world.clock.advance(1999);
    expect(isAnswered).toBe(false);
    await world.clock.advance(1);
    expect((await answer).status).toBe(200);
  });

  test('a server error comes with Meta’s body or with none', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.control('PUT', '/faults/server-error', { count: 1 });
    expect(errorOf(await world.send(hello))).toMatchObject({ status: 500, code: 131000 });
    await world.control('PUT', '/faults/server-error', { count: 1, body: 'empty' });
    expect(await world.send(hello)).toMatchObject({ status: 500, body: { text: '' } });
  });

  test('any error code can be the answer, with details', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.control('PUT', '/faults/refuse', { code: 368, details: 'Policy' });
    expect(errorOf(await world.send(hello))).toEqual({ status: 403, code: 368, details: 'Policy' });
  });

  test('a template can be held back, and is sent or dropped later; a text is not', async () => {
    const world = await createTestWorld();
    await world.withAna();
    const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };
    const statusOf = (answer: Answer) => (answer.body['messages'] as { message_status?: string }[])[0];
    await world.control('PUT', '/faults/hold-template', { count: 1, delayMs: 30_000 });
    expect(statusOf(await world.send(hello))).not.toHaveProperty('message_status');
    expect(statusOf(await world.send(template))).toMatchObject({
      message_status: 'held_for_quality_assessment',
    });
    await world.clock.advance(20_000);
    expect(world.statuses().filter(({ status }) => status === 'sent')).toHaveLength(1);
    await world.clock.advance(20_000);
    expect(world.statuses().filter(({ status }) => status === 'sent')).toHaveLength(2);
    await world.control('PUT', '/faults/hold-template', {
      answer: 'paused',
      ends: 'dropped',
      delayMs: 1_000,
    });
    expect(statusOf(await world.send(template))).toMatchObject({ message_status: 'paused' });
    await world.clock.advance(5_000);
    expect(world.updates().at(-1)).toMatchObject({ status: 'failed', errors: [{ code: 132015 }] });
  });

  test('any error code can come later as a failed status', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.control('PUT', '/faults/fail-later', { code: 131049, count: 1 });
    const id = firstMessageId(await world.send({ ...hello, biz_opaque_callback_data: 'mine' }));
    await world.clock.advance(5000);
    expect(world.updates()).toEqual([
      {
        id,
        status: 'failed',
        timestamp: expect.any(String),
        recipient_id: '5511987654321',
        recipient_user_id: 'BR.4242',
        biz_opaque_callback_data: 'mine',
        errors: [
          {
            code: 131049,
            title: 'This message was not delivered to maintain healthy ecosystem engagement.',
            message: 'This message was not delivered to maintain healthy ecosystem engagement.',
            error_data: {
              details:
                'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
            },
            href: '/documentation/business-messaging/whatsapp/support/error-codes',
          },
        ],
      },
    ]);
  });

  test('200 without an id still sends the message', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.control('PUT', '/faults/accept-without-id', { count: 1 });
    expect(await world.send(hello)).toMatchObject({ status: 200, body: { messaging_product: 'whatsapp' } });
    await world.clock.advance(5000);
    expect(world.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
  });
});

describe('faults of webhooks', () => {
  test('duplicates are the same bytes, several times at once', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.control('PUT', '/faults/duplicate-webhooks', { times: 3 });
    await world.write(ana.id, { text: 'Hi' });
    await world.clock.advance(20);
    expect(world.received.map(({ atMs }) => atMs)).toEqual([20, 20, 20]);
    expect(new Set(world.received.map(({ body }) => body)).size).toBe(1);
  });

  test('shuffled: a send’s statuses arrive before its answer', async () => {
    const world = await createTestWorld();
    await world.withAna();
    await world.control('PUT', '/faults/shuffle-webhooks', {});
    const id = firstMessageId(await world.send(hello));
    expect(
      new Set(world.updates().map((update) => `${String(update['id'])} ${String(update['status'])}`)),
    ).toEqual(new Set([`${id} sent`, `${id} delivered`]));
  });

  test('shuffled: nothing is lost, but the order is', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.control('PUT', '/faults/shuffle-webhooks', {});
    const texts = Array.from({ length: 30 }, (_, index) => `text ${index}`);
    for (const text of texts) await world.write(ana.id, { text });
    await world.clock.advance(250);
    const arrived = world.updates().map((update) => (update['text'] as { body: string }).body);
    expect(arrived).not.toEqual(texts);
    expect(arrived.toSorted()).toEqual(texts.toSorted());
  });

  test('held: nothing is delivered until it is switched off, then everything', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.control('PUT', '/faults/hold-webhooks', {});
    await world.write(ana.id, { text: 'one' });
    await world.clock.advance(20);
    await world.write(ana.id, { text: 'two' });
    await world.clock.advance(60_000);
    expect(world.received).toEqual([]);
    expect((await world.control('GET', '/wait?for=idle&timeoutMs=0')).status).toBe(200);
    await world.control('DELETE', '/faults/hold-webhooks');
    await settlePromises();
    expect(world.updates()).toMatchObject([{ text: { body: 'one' } }, { text: { body: 'two' } }]);
  });

  test('lost: they never come', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.control('PUT', '/faults/lose-webhooks', { count: 1 });
    const written = await world.write(ana.id, { text: 'one' });
    await world.clock.advance(20);
    await world.write(ana.id, { text: 'two' });
    await world.clock.advance(3_600_000);
    expect(world.updates()).toMatchObject([{ text: { body: 'two' } }]);
    expect((await world.control('GET', `/messages/${encodeURIComponent(written.id)}`)).body['status']).toBe(
      'undelivered',
    );
  });

  test('a bad signature is well formed and wrong', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.control('PUT', '/faults/bad-signature', { count: 1 });
    for (const text of ['one', 'two']) {
      await world.write(ana.id, { text });
      await world.clock.advance(20);
    }
    const isRight = world.received.map(({ headers, body }) => {
      expect(headers['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/);
      const right = createHmac('sha256', garden.appSecret)
        .update(body ?? '')
        .digest('hex');
      return headers['x-hub-signature-256'] === `sha256=${right}`;
    });
    expect(isRight).toEqual([false, true]);
  });
});
