import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { companyHub } from '../workers/platform/realtime.ts';
import type { CompanyFrame } from '../workers/contracts/realtime.ts';
import { CLOSE_TOO_SLOW, PING, PONG } from '../workers/contracts/realtime.ts';
import type { Deployment, Person } from '../workers/testing/deployment.ts';
import { texts } from '../workers/testing/meta-payloads.ts';
import { openSocket } from '../workers/testing/socket.ts';
import { openThread } from '../workers/testing/thread.ts';
import { MAX_UNHEARD_CHARACTERS } from './sockets.ts';

/** The client's end, of which nothing is read until it is asked for. */
async function openSilently(deployment: Deployment, person: Person): Promise<WebSocket> {
  const path = '/v1/realtime/tickets';
  const { ticket } = await deployment.json<{ ticket: string }>(person, 'POST', path, {});
  const address = `/v1/realtime/socket?ticket=${ticket}`;
  const response = await deployment.call(null, 'GET', address, undefined, { upgrade: 'websocket' });
  if (response.webSocket === null) throw new Error(await response.text());
  return response.webSocket;
}

/** Everything that lies ready for it, and the code that it was closed with. */
async function readAll(socket: WebSocket): Promise<{ characters: number; code: number }> {
  const closed = Promise.withResolvers<number>();
  let characters = 0;
  socket.addEventListener('message', ({ data }) => void (characters += String(data).length));
  socket.addEventListener('close', ({ code }) => closed.resolve(code));
  socket.accept();
  return { code: await closed.promise, characters };
}

const FRAME_CHARACTERS = 256 * 1_024;
const FRAMES = Math.ceil(MAX_UNHEARD_CHARACTERS / FRAME_CHARACTERS) + 8;

/** A commit with so many messages that its frame is as large as that. */
function largeFrame(seq: number): CompanyFrame {
  const id = `msg_${'0'.repeat(26)}`;
  const one = { event: 'message.updated', id, conversationId: `conv_${'0'.repeat(26)}`, version: 1 } as const;
  const messages = Array.from({ length: Math.ceil(FRAME_CHARACTERS / JSON.stringify(one).length) }, () => ({
    ...one,
    direction: 'outbound' as const,
    status: 'sent' as const,
  }));
  return { type: 'changes', seq, conversations: [], messages, contacts: [], channels: [], alerts: [] };
}

it('a client that never reads is sent no more than its share, is closed, and delays nobody', async () => {
  const { deployment, owner, number, phone } = await openThread();
  const silent = await openSilently(deployment, owner);
  const reader = await openSocket(deployment, owner);
  await reader.sees({ type: 'hello' });
  const hub = companyHub(env, owner.companyId);
  for (let n = 0; n < FRAMES; n++) {
    await hub.publish(largeFrame(10_000 + n), []);
    reader.send(PING);
  }
  await reader.sees(...Array.from({ length: FRAMES }, (_, n) => ({ type: 'changes', seq: 10_000 + n })));
  expect(reader.closed.code).toBeNull();
  // It goes on for those who read.
  await deployment.deliver(texts(number, { id: 'wamid.AFTER', from: phone }));
  await deployment.drain();
  await reader.sees({ type: 'changes', messages: [{ event: 'message.created' }] });

  const { characters, code } = await readAll(silent);
  expect(code).toBe(CLOSE_TOO_SLOW);
  expect(characters).toBeGreaterThan(MAX_UNHEARD_CHARACTERS - 2 * FRAME_CHARACTERS);
  expect(characters).toBeLessThan(MAX_UNHEARD_CHARACTERS + 2 * FRAME_CHARACTERS);
}, 30_000);

it('what is heard of a client gives it its share anew', async () => {
  const { deployment, owner } = await openThread();
  const socket = await openSilently(deployment, owner);
  let answers = 0;
  let closed: number | null = null;
  socket.addEventListener('message', ({ data }) => void (answers += data === PONG ? 1 : 0));
  socket.addEventListener('close', ({ code }) => void (closed = code));
  socket.accept();
  const hub = companyHub(env, owner.companyId);
  for (let n = 0; n < 2 * FRAMES; n++) {
    await hub.publish(largeFrame(10_000 + n), []);
    if (n % 8 !== 0) continue;
    const before = answers;
    socket.send(PING);
    await expect.poll(() => answers).toBeGreaterThan(before);
  }
  expect(closed).toBeNull();
}, 30_000);
