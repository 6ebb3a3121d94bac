import { expect, test } from 'vitest';
import { createTestWorld, errorOf, garden, parseObject } from '../testing/test-world.ts';
import type { TestWorld } from '../testing/test-world.ts';

const open = (world: TestWorld, length: number, type = 'image/jpeg') =>
  world.graph('POST', `/${garden.appId}/uploads?file_name=a.jpg&file_length=${length}&file_type=${type}`);

async function fill(world: TestWorld, id: string, offset: number, bytes: Uint8Array) {
  const answer = await world.simulator.app.request(`/v24.0/${id}`, {
    method: 'POST',
    headers: { authorization: `OAuth ${garden.accessToken}`, file_offset: String(offset) },
    body: bytes.slice(),
  });
  return { status: answer.status, body: parseObject(await answer.text()) };
}

const imageTemplate = (name: string, handle: unknown) => ({
  name,
  language: 'en',
  category: 'MARKETING',
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
    { type: 'BODY', text: 'Look at this' },
  ],
});

test('an upload goes on where it was broken off, and its handle is a template’s sample', async () => {
  const world = await createTestWorld();
  const id = String((await open(world, 5)).body['id']);
  expect((await fill(world, id, 0, new Uint8Array([1, 2, 3]))).body).toEqual({ id, file_offset: 3 });
  expect((await world.graph('GET', `/${id}`)).body).toEqual({ id, file_offset: 3 });
  expect((await fill(world, id, 0, new Uint8Array([1]))).status).toBe(400);
  const done = await fill(world, id, 3, new Uint8Array([4, 5]));
  const create = (name: string, handle: unknown) =>
    world.graph('POST', `/${garden.wabaId}/message_templates`, imageTemplate(name, handle));
  expect((await create('with_picture', done.body['h'])).status).toBe(200);
  expect(errorOf(await create('with_other', '4::aW1n:ARmine')).code).toBe(100);
});

test('an upload needs its length, a type that samples have, and its own app', async () => {
  const world = await createTestWorld();
  expect(errorOf(await open(world, 0)).code).toBe(100);
  expect(errorOf(await open(world, 5, 'image/gif')).code).toBe(100);
  expect(errorOf(await world.graph('POST', '/424242/uploads?file_length=5&file_type=image/png')).code).toBe(
    100,
  );
});
