import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createSimulator } from '../create-simulator.ts';
import type { Simulator } from '../create-simulator.ts';
import { garden, updatesIn } from '../testing/test-world.ts';
import type { JsonObject } from '../world/types.ts';

let running: Simulator | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

type Outcome = { status: number } | { failure: string };

/** Real sockets: only they can be cut. Every wait is for something that happens, none is a pause. */
async function startWorld() {
  const updates: JsonObject[] = [];
  const simulator = createSimulator({
    numbers: [garden],
    settings: { sentDelayMs: 0, deliveredDelayMs: 0, readDelayMs: 0, batchWindowMs: 0 },
    callWebhook: ({ body }) => {
      updates.push(...updatesIn(body ?? ''));
      return Promise.resolve({ status: 200, text: '' });
    },
  });
  running = simulator;
  const { port } = await simulator.start(0);
  const control = (method: string, path: string, body?: object) =>
    simulator.app.request(`/control${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const made = await control('POST', '/customers', { phone: '5511987654321' });
  const { id } = (await made.json()) as { id: string };
  await control('POST', `/customers/${id}/messages`, { phoneNumberId: garden.phoneNumberId, text: 'Hi' });
  await control('GET', '/wait?for=idle');
  updates.length = 0;
  return { updates, control, port, app: simulator.app };
}

function send(port: number, giveUp: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    const sending = request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/v24.0/${garden.phoneNumberId}/messages`,
        headers: { authorization: `Bearer ${garden.accessToken}`, 'content-type': 'application/json' },
        signal: giveUp,
      },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0 });
      },
    );
    sending.on('error', (error) =>
      resolve({ failure: 'code' in error ? String(error.code) : error.message }),
    );
    sending.end(
      JSON.stringify({ messaging_product: 'whatsapp', to: '5511987654321', text: { body: 'Hello' } }),
    );
  });
}

test('a connection reset before accepting sends nothing', async () => {
  const world = await startWorld();
  await world.control('PUT', '/faults/reset', { count: 1 });
  expect(await send(world.port, new AbortController().signal)).toEqual({ failure: 'ECONNRESET' });
  await world.control('GET', '/wait?for=idle');
  expect(world.updates).toEqual([]);
  expect(await send(world.port, new AbortController().signal)).toEqual({ status: 200 });
});

test('a connection cut after accepting has sent the message', async () => {
  const world = await startWorld();
  await world.control('PUT', '/faults/accept-then-cut', { count: 1 });
  expect(await send(world.port, new AbortController().signal)).toEqual({ failure: 'ECONNRESET' });
  await world.control('GET', '/wait?for=idle');
  expect(world.updates.map((update) => update['status'])).toEqual(['sent', 'delivered']);
});

test('an answer that never comes leaves the caller waiting, although the message was delivered', async () => {
  const world = await startWorld();
  await world.control('PUT', '/faults/accept-then-hang', { count: 1 });
  const patience = new AbortController();
  let outcome: Outcome | undefined;
  const sending = send(world.port, patience.signal).then((result) => (outcome = result));
  await world.control('GET', '/wait?for=graph-call');
  await world.control('GET', '/wait?for=idle');
  expect(world.updates.map((update) => update['status'])).toEqual(['sent', 'delivered']);
  expect(outcome).toBeUndefined();
  patience.abort();
  expect(await sending).toEqual({ failure: 'ABORT_ERR' });
});

test('the server is reached as 127.0.0.1 and stops although a call hangs', async () => {
  const world = await startWorld();
  await world.control('PUT', '/faults/accept-then-hang', {});
  const hanging = send(world.port, new AbortController().signal);
  await world.control('GET', '/wait?for=graph-call');
  await running?.stop();
  running = undefined;
  expect(await hanging).toEqual({ failure: 'ECONNRESET' });
});

test('a file that is cut off promises more bytes than come', async () => {
  const world = await startWorld();
  const bytes = new Uint8Array(1000).fill(7);
  const stored = await world.app.request(`/control/media?phoneNumberId=${garden.phoneNumberId}`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: bytes,
  });
  const { id } = (await stored.json()) as { id: string };
  const headers = { authorization: `Bearer ${garden.accessToken}` };
  const described = await world.app.request(`/v24.0/${id}`, { headers });
  const { pathname, search } = new URL(((await described.json()) as { url: string }).url);
  await world.control('PUT', '/faults/media-cut', { count: 1 });
  const got = await new Promise<object>((resolve) => {
    const asking = request({ port: world.port, host: '127.0.0.1', path: pathname + search, headers });
    asking.on('response', (answer) => {
      let length = 0;
      answer.on('data', (part: Buffer) => (length += part.length));
      answer.on('error', () =>
        resolve({ length, promised: answer.headers['content-length'], isWhole: answer.complete }),
      );
      answer.on('end', () => resolve({ length, isWhole: true }));
    });
    asking.end();
  });
  expect(got).toEqual({ length: 500, promised: '1000', isWhole: false });
});
