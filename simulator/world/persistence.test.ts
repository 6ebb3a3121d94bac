import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestWorld, firstMessageId, garden, updatesIn } from '../testing/test-world.ts';

let stateFolder = '';

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'simulator-'));
});

afterEach(() => rmSync(stateFolder, { recursive: true }));

test('customers, threads with their statuses, templates, media and journals survive a restart', async () => {
  const before = await createTestWorld({ stateFolder });
  const { ana } = await before.withAna();
  await before.send({ type: 'text', text: { body: 'Hello' } });
  await before.clock.advance(5000);
  const stored = await before.simulator.app.request(`/control/media?phoneNumberId=${garden.phoneNumberId}`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: new Uint8Array([1, 2, 3]),
  });
  const { id: mediaId } = (await stored.json()) as { id: string };
  const paths = [
    '/customers',
    `/threads/${ana.id}/${garden.phoneNumberId}`,
    '/deliveries',
    '/graph-calls',
    `/numbers/${garden.phoneNumberId}/templates`,
  ];
  const look = async (world: typeof before) => Promise.all(paths.map((path) => world.control('GET', path)));
  const seen = (await look(before)).map(({ body }) => body);
  await before.simulator.stop();

  const after = await createTestWorld({ stateFolder });
  expect((await look(after)).map(({ body }) => body)).toEqual(seen);
  const bytes = await after.simulator.app.request(`/control/media/${mediaId}/bytes`);
  expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  await after.simulator.stop();
});

test('a webhook that was still undelivered is delivered after the restart', async () => {
  const before = await createTestWorld({ stateFolder });
  const ana = await before.customer();
  before.business.answer = () => ({ error: 'ECONNREFUSED' });
  const written = await before.write(ana.id, { text: 'Hi' });
  await before.clock.advance(20);
  await before.simulator.stop();

  const after = await createTestWorld({ stateFolder });
  await after.clock.advance(1);
  expect(after.received.map(({ body }) => updatesIn(body ?? '').map((update) => update['id']))).toEqual([
    [written.id],
  ]);
  await after.simulator.stop();
});

test('statuses that were still due come after the restart', async () => {
  const before = await createTestWorld({ stateFolder });
  await before.withAna();
  await before.control('PUT', '/faults/fail-later', { code: 131049, count: 1 });
  const doomed = firstMessageId(await before.send({ type: 'text', text: { body: 'Hello' } }));
  const id = firstMessageId(await before.send({ type: 'text', text: { body: 'Hello' } }));
  await before.simulator.stop();

  const after = await createTestWorld({ stateFolder });
  await after.clock.advance(5000);
  expect(after.updates().map((update) => [update['id'], update['status']])).toEqual([
    [doomed, 'failed'],
    [id, 'sent'],
    [id, 'delivered'],
  ]);
  await after.simulator.stop();
});

test('a reset forgets people and threads but neither numbers nor templates', async () => {
  const world = await createTestWorld();
  await world.withAna();
  expect((await world.control('POST', '/reset')).status).toBe(204);
  const count = async (path: string) =>
    ((await world.control('GET', path)).body['items'] as unknown[]).length;
  expect(
    await Promise.all(
      ['/customers', '/threads', '/deliveries', '/numbers', `/numbers/${garden.phoneNumberId}/templates`].map(
        count,
      ),
    ),
  ).toEqual([0, 0, 0, 2, 4]);
});
