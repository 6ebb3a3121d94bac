import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { books, createTestWorld, errorOf, garden } from '../testing/test-world.ts';
import type { TestWorld } from '../testing/test-world.ts';

const bytes = new Uint8Array([137, 80, 78, 71, 1, 2, 3]);

function upload(world: TestWorld, type = 'image/png', size?: number) {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new File([size === undefined ? bytes : new Uint8Array(size)], 'rose.png', { type }));
  return world.graph('POST', `/${garden.phoneNumberId}/media`, form);
}

test('an uploaded file is described, fetched by its URL with the token, sent, and deleted', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const uploaded = await upload(world);
  const id = String(uploaded.body['id']);
  expect(uploaded.status).toBe(200);
  const described = await world.graph('GET', `/${id}?phone_number_id=${garden.phoneNumberId}`);
  expect(described.body).toEqual({
    messaging_product: 'whatsapp',
    url: expect.stringContaining('/whatsapp_business/attachments/?mid='),
    mime_type: 'image/png',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    file_size: '7',
    id,
  });
  const url = String(described.body['url']);
  const file = await world.simulator.app.request(url, {
    headers: { authorization: `Bearer ${garden.accessToken}` },
  });
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  expect((await world.send({ type: 'image', image: { id, caption: 'A rose' } })).status).toBe(200);
  expect((await world.graph('DELETE', `/${id}`)).body).toEqual({ success: true });
  expect(errorOf(await world.graph('GET', `/${id}`)).code).toBe(100);
});

test('a media URL needs the token, ends after five minutes, and cannot be changed', async () => {
  const world = await createTestWorld();
  const { body } = await upload(world);
  const url = String((await world.graph('GET', `/${String(body['id'])}`)).body['url']);
  const get = async (address: string, token?: string) =>
    (
      await world.simulator.app.request(
        address,
        token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
      )
    ).status;
  expect(await get(url, garden.accessToken)).toBe(200);
  expect(await get(url)).toBe(401);
  expect(await get(url, books.accessToken)).toBe(401);
  expect(await get(url.replace('ext=', 'ext=9'), garden.accessToken)).toBe(404);
  await world.clock.advance(5 * 60_000);
  expect(await get(url, garden.accessToken)).toBe(404);
});

test('types and sizes are those of Meta’s table', async () => {
  const world = await createTestWorld();
  expect(errorOf(await upload(world, 'image/gif')).code).toBe(100);
  expect((await upload(world, 'image/png', 5 * 1024 * 1024)).status).toBe(200);
  expect(errorOf(await upload(world, 'image/png', 5 * 1024 * 1024 + 1)).code).toBe(131053);
  expect(errorOf(await world.graph('POST', `/${garden.phoneNumberId}/media`, new FormData())).code).toBe(100);
});

test('another company’s file cannot be read or sent', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const id = String((await upload(world)).body['id']);
  expect(errorOf(await world.graph('GET', `/${id}`, undefined, books.accessToken)).code).toBe(10);
  const sent = await world.graph(
    'POST',
    `/${books.phoneNumberId}/messages`,
    { messaging_product: 'whatsapp', to: '5511987654321', type: 'image', image: { id } },
    books.accessToken,
  );
  expect(errorOf(sent).code).toBe(100);
});

test('a sound sent as a picture fails as an upload error', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const { body } = await upload(world, 'audio/ogg');
  await world.send({ type: 'image', image: { id: String(body['id']) } });
  await world.clock.advance(5000);
  expect(world.updates()).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }]);
});

test('a customer’s picture arrives with type, base64 hash and a URL that works', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const stored = await world.simulator.app.request(
    `/control/media?phoneNumberId=${garden.phoneNumberId}&filename=rose.png`,
    { method: 'POST', headers: { 'content-type': 'image/png' }, body: bytes },
  );
  const { id } = (await stored.json()) as { id: string };
  await world.write(ana.id, { type: 'image', image: { id, caption: 'Look' } });
  await world.clock.advance(20);
  expect(world.updates()).toMatchObject([
    {
      type: 'image',
      image: {
        id,
        caption: 'Look',
        mime_type: 'image/png',
        sha256: createHash('sha256').update(bytes).digest('base64'),
        url: expect.stringContaining('source=webhook'),
      },
    },
  ]);
});
