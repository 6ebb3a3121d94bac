import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { companyHub } from '../workers/platform/realtime.ts';
import type { CompanyFrame } from '../workers/contracts/realtime.ts';
import { CLOSE_TOO_SLOW, MAX_UNREAD_CHARACTERS, PING, readText } from '../workers/contracts/realtime.ts';
import type { Deployment, Person } from '../workers/testing/deployment.ts';
import { texts } from '../workers/testing/meta-payloads.ts';
import { openSocket } from '../workers/testing/socket.ts';
import { openThread } from '../workers/testing/thread.ts';

/** A client that looks at nothing that it is sent, and so never knows the word of a mark. */
async function openBlind(deployment: Deployment, person: Person) {
  const path = '/v1/realtime/tickets';
  const { ticket } = await deployment.json<{ ticket: string }>(person, 'POST', path, {});
  const address = `/v1/realtime/socket?ticket=${ticket}`;
  const response = await deployment.call(null, 'GET', address, undefined, { upgrade: 'websocket' });
  const { webSocket: socket } = response;
  if (socket === null) throw new Error(await response.text());
  const closed = Promise.withResolvers<number>();
  const sent = { characters: 0, closed: closed.promise };
  socket.addEventListener('message', ({ data }) => void (sent.characters += String(data).length));
  socket.addEventListener('close', ({ code }) => closed.resolve(code));
  socket.accept();
  return { socket, sent };
}

const FRAME_CHARACTERS = 256 * 1_024;
const FRAMES = 2 * Math.ceil(MAX_UNREAD_CHARACTERS / FRAME_CHARACTERS) + 8;

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

it.each<[string, (n: number) => string[]]>([
  ['is silent', () => []],
  ['pings', () => [PING]],
  ['pings and says blindly that it reads', (n) => [PING, readText(String(n))]],
])(
  'a client that never reads and %s is sent no more than its share, is closed, and delays nobody',
  async (_, says) => {
    const { deployment, owner, number, phone } = await openThread();
    const blind = await openBlind(deployment, owner);
    const reader = await openSocket(deployment, owner);
    await reader.sees({ type: 'hello' });
    const hub = companyHub(env, owner.companyId);
    for (let n = 0; n < FRAMES; n++) {
      await hub.publish(largeFrame(10_000 + n), []);
      if (blind.socket.readyState === WebSocket.OPEN) for (const text of says(n)) blind.socket.send(text);
      // Who reads is sent without end: twice the share and more.
      await expect.poll(() => reader.frames.length).toBe(n + 2);
    }
    expect(reader.closed.code).toBeNull();
    await deployment.deliver(texts(number, { id: 'wamid.AFTER', from: phone }));
    await deployment.drain();
    await reader.sees({ type: 'changes', messages: [{ event: 'message.created' }] });

    expect(await blind.sent.closed).toBe(CLOSE_TOO_SLOW);
    const { characters } = blind.sent;
    expect(characters).toBeGreaterThan(MAX_UNREAD_CHARACTERS - 2 * FRAME_CHARACTERS);
    expect(characters).toBeLessThan(MAX_UNREAD_CHARACTERS + 2 * FRAME_CHARACTERS);
  },
);
