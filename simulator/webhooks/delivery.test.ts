import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { books, createTestWorld, garden, updatesIn } from '../testing/test-world.ts';
import type { WebhookRequest } from './post-webhook.ts';

type Posted = {
  entry: { id: string; time?: number; changes: { field: string; value: { [key: string]: unknown[] } }[] }[];
};

const read = (request: WebhookRequest | undefined): Posted => JSON.parse(request?.body ?? '{}') as Posted;

describe('what one POST carries', () => {
  test('is signed over its exact bytes and comes with Meta’s headers', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.write(ana.id, { text: 'é 5/5' });
    await world.clock.advance(20);
    const [post] = world.received;
    expect(post?.body).toContain(String.raw`"text":{"body":"\u00e9 5\/5"}`);
    expect(post).toMatchObject({
      method: 'POST',
      url: garden.callbackUrl,
      timeoutMs: 10_000,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': `sha256=${createHmac('sha256', garden.appSecret)
          .update(post?.body ?? '')
          .digest('hex')}`,
      },
    });
  });

  test('is everything of the same 20 ms for the same callback, in entries and changes', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    await world.write(ana.id, { text: 'one' });
    await world.write(ana.id, { text: 'two' });
    await world.write(ana.id, { phoneNumberId: books.phoneNumberId, text: 'three' });
    await world.control('POST', '/changes', {
      phoneNumberId: garden.phoneNumberId,
      field: 'account_alerts',
      value: { entity_type: 'WABA' },
    });
    await world.clock.advance(19);
    expect(world.received).toEqual([]);
    await world.clock.advance(1);
    expect(world.received).toHaveLength(1);
    expect(
      read(world.received[0]).entry.map((entry) => [entry.id, typeof entry.time, entry.changes.length]),
    ).toEqual([
      [garden.wabaId, 'undefined', 2],
      [books.wabaId, 'undefined', 1],
      [garden.wabaId, 'number', 1],
    ]);
  });

  test('puts one number’s updates into one value when that is asked for', async () => {
    const world = await createTestWorld({ settings: { batchShape: 'shared-value' } });
    const ana = await world.customer();
    const bia = await world.customer({ phone: '5511900000000', userId: 'BR.2' });
    for (const [id, text] of [
      [ana.id, 'one'],
      [ana.id, 'two'],
      [bia.id, 'three'],
    ] as const) {
      await world.write(id, { text });
    }
    await world.clock.advance(20);
    const [change, ...others] = read(world.received[0]).entry[0]?.changes ?? [];
    expect(others).toEqual([]);
    expect([change?.value['contacts']?.length, change?.value['messages']?.length]).toEqual([2, 3]);
  });

  test('holds at most 1000 updates', async () => {
    const world = await createTestWorld();
    await world.control('POST', '/bursts', {
      phoneNumberId: garden.phoneNumberId,
      customers: 3,
      messagesPerCustomer: 667,
    });
    expect(world.received.map((post) => updatesIn(post.body ?? '').length)).toEqual([1000, 1000, 1]);
  });

  test('holds at most 3 MB', async () => {
    const world = await createTestWorld();
    await world.control('POST', '/bursts', {
      phoneNumberId: garden.phoneNumberId,
      customers: 1,
      messagesPerCustomer: 500,
      text: 'é'.repeat(2000),
    });
    const sizes = world.received.map((post) => Buffer.byteLength(post.body ?? ''));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3 * 1024 * 1024);
    expect(world.updates()).toHaveLength(500);
  });
});

describe('a POST that is not answered with 200', () => {
  test.each([
    ['an error status', { status: 503, text: '' }],
    ['another success than 200', { status: 202, text: '' }],
    ['a redirect', { status: 302, text: '' }],
    ['no answer', { error: 'timed out' }],
  ])('%s: comes again whole, less and less often, until 200', async (_name, refusal) => {
    const world = await createTestWorld();
    const ana = await world.customer();
    let attempts = 0;
    world.business.answer = () => (++attempts < 4 ? refusal : { status: 200, text: '' });
    await world.write(ana.id, { text: 'one' });
    const written = await world.write(ana.id, { text: 'two' });
    await world.clock.advance(60_000);
    expect(world.received.map(({ atMs }) => atMs)).toEqual([20, 1020, 3020, 8020]);
    expect(new Set(world.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(world.received.map(({ headers }) => headers['x-hub-signature-256'])).size).toBe(1);
    const shown = await world.control('GET', `/messages/${encodeURIComponent(written.id)}`);
    expect(shown.body['status']).toBe('accepted');
  });

  test('is given up in the end, and the customer sees that', async () => {
    const world = await createTestWorld({ retryDelaysMs: [1000, 2000] });
    const ana = await world.customer();
    world.business.answer = () => ({ status: 500, text: '' });
    const written = await world.write(ana.id, { text: 'one' });
    await world.clock.advance(3_600_000);
    expect(world.received).toHaveLength(3);
    const { items } = (await world.control('GET', '/deliveries')).body as { items: object[] };
    expect(items).toMatchObject([
      { state: 'given-up', attempts: [{ status: 500 }, { status: 500 }, { status: 500 }] },
    ]);
    expect((await world.control('GET', `/messages/${encodeURIComponent(written.id)}`)).body['status']).toBe(
      'undelivered',
    );
  });

  test('does not hold back the next one', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    world.business.answer = ({ body }) => ({ status: body?.includes('first') ? 500 : 200, text: '' });
    await world.write(ana.id, { text: 'first' });
    await world.clock.advance(20);
    await world.write(ana.id, { text: 'second' });
    await world.clock.advance(20);
    expect(world.received.map(({ body }) => /first|second/.exec(body ?? '')?.[0])).toEqual([
      'first',
      'second',
    ]);
  });
});

test('the journal keeps the last 500 deliveries', async () => {
  const world = await createTestWorld();
  await world.control('POST', '/bursts', {
    phoneNumberId: garden.phoneNumberId,
    customers: 1,
    messagesPerCustomer: 510,
    deliveries: 510,
  });
  await world.clock.advance(1000);
  const { items } = (await world.control('GET', '/deliveries?limit=500')).body as {
    items: { seq: number }[];
  };
  expect([items.length, items[0]?.seq, items.at(-1)?.seq]).toEqual([500, 510, 11]);
});

describe('the handshake', () => {
  test.each([
    ['echoes the challenge', (challenge: string) => ({ status: 200, text: challenge }), true],
    ['answers something else', () => ({ status: 200, text: 'hello' }), false],
    ['refuses', () => ({ status: 403, text: '' }), false],
  ])('a callback that %s', async (_name, answer, isVerified) => {
    const world = await createTestWorld();
    world.business.answer = ({ url }) => answer(new URL(url).searchParams.get('hub.challenge') ?? '');
    const verified = await world.control('POST', `/numbers/${garden.phoneNumberId}/verify`);
    expect(verified.body['isVerified']).toBe(isVerified);
    const { searchParams } = new URL(world.received[0]?.url ?? '');
    expect([searchParams.get('hub.mode'), searchParams.get('hub.verify_token')]).toEqual([
      'subscribe',
      garden.verifyToken,
    ]);
  });
});
