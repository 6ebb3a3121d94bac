import { describe, expect, test } from 'vitest';
import { asObject, books, createTestWorld, errorOf, garden } from '../testing/test-world.ts';
import { knownErrorCodes } from '../meta/errors.ts';

const hello = { type: 'text', text: { body: 'Hello' } };

async function withTwo() {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const bia = await world.customer({ name: 'Bia', phone: '5511911111111', userId: 'BR.2' });
  await world.write(bia.id, { text: 'Hi' });
  await world.clock.advance(20);
  world.received.length = 0;
  return { world, ana, bia };
}

describe('a fault that is aimed', () => {
  test('strikes one customer, by phone or user id, and nobody else', async () => {
    const { world, ana, bia } = await withTwo();
    await world.control('PUT', '/faults/refuse', { code: 131056, customer: ana.id });
    expect(errorOf(await world.send(hello)).code).toBe(131056);
    expect(errorOf(await world.send({ ...hello, to: undefined, recipient: ana.userId })).code).toBe(131056);
    expect((await world.send({ ...hello, to: `+${bia.phone}` })).status).toBe(200);
  });

  test('strikes one number, or one type', async () => {
    const { world } = await withTwo();
    await world.control('PUT', '/faults/refuse', { code: 131048, phoneNumberId: books.phoneNumberId });
    await world.control('PUT', '/faults/refuse.pictures', { code: 131053, type: 'image' });
    expect((await world.send(hello)).status).toBe(200);
    const image = { type: 'image', image: { link: 'https://a.example/b.png' } };
    expect(errorOf(await world.send(image)).code).toBe(131053);
    const other = await world.graph(
      'POST',
      `/${books.phoneNumberId}/messages`,
      { messaging_product: 'whatsapp', to: '5511987654321', ...hello },
      books.accessToken,
    );
    expect(errorOf(other).code).toBe(131048);
  });

  test('stands beside others of its kind, and is taken away by its label', async () => {
    const { world, ana, bia } = await withTwo();
    await world.control('PUT', '/faults/fail-later.ana', { code: 131026, customer: ana.phone });
    await world.control('PUT', '/faults/fail-later.bia', { code: 131049, customer: bia.phone, count: 1 });
    await world.send(hello);
    await world.send({ ...hello, to: bia.phone });
    await world.clock.advance(5000);
    expect(world.updates()).toMatchObject([
      { recipient_id: ana.phone, errors: [{ code: 131026 }] },
      { recipient_id: bia.phone, errors: [{ code: 131049 }] },
    ]);
    const names = async () => {
      const { body } = await world.control('GET', '/faults');
      return (body['items'] as { name: string }[])
        .map(({ name }) => name)
        .filter((name) => name.includes('.'));
    };
    expect(await names()).toEqual(['fail-later.ana']);
    await world.control('DELETE', '/faults/fail-later.ana');
    expect(await names()).toEqual([]);
  });
});

test('every error code that is known can be the answer, with its HTTP status', async () => {
  const { world } = await withTwo();
  for (const code of knownErrorCodes) {
    await world.control('PUT', '/faults/refuse', { code, count: 1 });
    const refused = errorOf(await world.send(hello));
    expect({ code, status: refused.status >= 400 }).toEqual({ code: refused.code, status: true });
  }
  expect(knownErrorCodes).toEqual(
    expect.arrayContaining([
      0, 1, 2, 3, 4, 10, 33, 100, 190, 200, 368, 80007, 130403, 130429, 130472, 130497, 131000, 131005,
      131008, 131009, 131016, 131021, 131026, 131031, 131037, 131042, 131045, 131047, 131048, 131049, 131050,
      131051, 131052, 131053, 131055, 131056, 131057, 131060, 131062, 131063, 131064, 132000, 132001, 132005,
      132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069, 133000, 133004, 133005, 133006, 133008,
      133009, 133010, 133015, 133016, 134011, 134100, 134101, 134102, 135000, 2494100, 2593107, 2593108,
      2593109,
    ]),
  );
});

test('a message fails after it was sent, or even after it was delivered', async () => {
  const { world } = await withTwo();
  await world.control('PUT', '/faults/fail-later', { after: 'sent', count: 1 });
  await world.send(hello);
  await world.clock.advance(5000);
  expect(world.statuses().map(({ status }) => status)).toEqual(['sent', 'failed']);
  world.received.length = 0;
  await world.control('PUT', '/faults/fail-later', { after: 'delivered', count: 1 });
  await world.send(hello);
  await world.clock.advance(5000);
  expect(world.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'failed']);
});

describe('faults of files', () => {
  async function withFile() {
    const world = await createTestWorld();
    const { ana } = await world.withAna();
    await world.control('POST', `/customers/${ana.id}/samples`, {
      phoneNumberId: garden.phoneNumberId,
      kind: 'picture',
    });
    await world.clock.advance(20);
    const id = String(asObject(world.updates()[0]?.['image'])['id']);
    const look = () => world.graph('GET', `/${id}`);
    const get = async () => {
      const url = String((await look()).body['url']);
      const answer = await world.simulator.app.request(url, {
        headers: { authorization: `Bearer ${garden.accessToken}` },
      });
      return {
        status: answer.status,
        headers: answer.headers,
        bytes: Buffer.from(await answer.arrayBuffer()),
      };
    };
    const arm = (name: string, parameters: object = {}) =>
      world.control('PUT', `/faults/${name}`, { count: 1, ...parameters });
    return { world, get, look, arm, whole: (await get()).bytes };
  }

  test('a file that is gone has no description; an expired URL can be had anew', async () => {
    const { get, look, arm } = await withFile();
    await arm('media-gone');
    expect(errorOf(await look()).code).toBe(100);
    await arm('media-url-expired');
    expect((await get()).status).toBe(404);
    expect((await get()).status).toBe(200);
  });

  test('bytes differ, are more, end early, or come under another type', async () => {
    const { get, look, arm, whole } = await withFile();
    await arm('media-wrong-bytes');
    const wrong = await get();
    expect(wrong.bytes).toHaveLength(whole.length);
    expect(wrong.bytes.equals(whole)).toBe(false);
    await arm('media-larger', { extraBytes: 10 });
    const larger = await get();
    expect(larger.bytes).toHaveLength(whole.length + 10);
    expect((await look()).body['file_size']).toBe(String(whole.length));
    await arm('media-larger', { extraBytes: 10, isLengthHidden: true });
    expect((await get()).headers.get('content-length')).toBeNull();
    await arm('media-cut');
    expect((await get()).bytes).toHaveLength(Math.floor(whole.length / 2));
    await arm('media-wrong-type');
    expect((await get()).headers.get('content-type')).toBe('text/html');
    expect((await get()).bytes.equals(whole)).toBe(true);
  });

  test('the URL leads elsewhere, or breaks; only files of the kind are struck', async () => {
    const { world, get, arm } = await withFile();
    await arm('media-redirect', { location: 'https://elsewhere.example/x' });
    const redirected = await get();
    expect(redirected.status).toBe(302);
    expect(redirected.headers.get('location')).toBe('https://elsewhere.example/x');
    await arm('media-error', { status: 503, type: 'video' });
    expect((await get()).status).toBe(200);
    await arm('media-error', { status: 503, type: 'image' });
    expect((await get()).status).toBe(503);
    const journal = (await world.control('GET', '/graph-calls?limit=1')).body['items'];
    expect(journal).toMatchObject([
      { path: expect.stringContaining('attachments'), status: 503, faults: ['media-error'] },
    ]);
  });
});
