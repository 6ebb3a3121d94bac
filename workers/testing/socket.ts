import { expect, vi } from 'vitest';
import { PONG, readText, wordOfMark } from '../contracts/realtime.ts';
import type { Deployment, Person } from './deployment.ts';

/** In milliseconds. Ends what hangs; how fast a machine is decides nothing. */
const SEEN_WITHIN = { timeout: 60_000 };

/** The client's end of a socket, with everything that came. */
export interface TestSocket {
  readonly frames: Record<string, unknown>[];
  readonly closed: { code: number | null };
  send(text: string): void;
  close(): void;
  /** Waits until frames like these have come, in this order, and gives all frames. */
  sees(...frames: Record<string, unknown>[]): Promise<Record<string, unknown>[]>;
}

/** Opens the company's socket, or a conversation's, as a browser does: with a ticket. */
export async function openSocket(
  deployment: Deployment,
  person: Person,
  conversationId?: string,
): Promise<TestSocket> {
  const { ticket } = await deployment.json<{ ticket: string }>(
    person,
    'POST',
    '/v1/realtime/tickets',
    conversationId === undefined ? {} : { conversationId },
  );
  return openWithTicket(deployment, ticket);
}

export async function openWithTicket(deployment: Deployment, ticket: string): Promise<TestSocket> {
  const response = await deployment.call(null, 'GET', `/v1/realtime/socket?ticket=${ticket}`, undefined, {
    upgrade: 'websocket',
  });
  const socket = response.webSocket;
  if (socket === null) throw new Error(`no socket: ${response.status} ${await response.text()}`);
  const frames: Record<string, unknown>[] = [];
  const closed: { code: number | null } = { code: null };
  socket.addEventListener('message', ({ data }) => {
    const mark = wordOfMark(String(data));
    if (mark !== null) socket.send(readText(mark));
    else if (data !== PONG) frames.push(JSON.parse(String(data)) as Record<string, unknown>);
  });
  socket.addEventListener('close', ({ code }) => {
    closed.code = code;
  });
  socket.accept();
  return {
    frames,
    closed,
    send: (text) => socket.send(text),
    close: () => socket.close(1000, 'Done.'),
    async sees(...expected) {
      await vi.waitFor(() => {
        let at = 0;
        for (const frame of frames) {
          const wanted = expected[at];
          if (wanted !== undefined && matches(frame, wanted)) at++;
        }
        expect({ seen: at, frames }).toMatchObject({ seen: expected.length });
      }, SEEN_WITHIN);
      return frames;
    },
  };
}

function matches(frame: unknown, wanted: unknown): boolean {
  try {
    expect(frame).toMatchObject(wanted as object);
    return true;
  } catch {
    return false;
  }
}
