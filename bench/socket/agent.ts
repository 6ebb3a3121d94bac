import { readText, wordOfMark } from '../../workers/contracts/realtime.ts';
import { hashPassword } from '../../workers/platform/security/passwords.ts';
import type { Company } from '../deployment/company.ts';
import { idOf } from '../deployment/company.ts';
import type { LocalDeployment } from '../deployment/local-deployment.ts';

/** A signed-in agent, who opens sockets as the dashboard does. */
export interface Agent {
  /** Every frame goes to `onFrame` with the time at which it came; null opens the company's socket. */
  open(conversationId: string | null, onFrame: (frame: Frame, atMs: number) => void): Promise<WebSocket>;
}

/** What the measurement needs of a frame. */
export type Frame =
  | { type: 'changes'; messages: { event: string; id: string }[] }
  | { type: 'message.created'; message: { id: string; externalId: string | null } }
  | { type: 'hello' | 'message.updated' | 'conversation.updated' | 'typing' | 'viewers' };

const PASSWORD = 'a long made-up password';

export async function signIn(deployment: LocalDeployment, company: Company): Promise<Agent> {
  const email = 'agent@people.test';
  const userId = idOf('usr', 1);
  const { directory, origin } = deployment;
  await directory.batch([
    directory
      .prepare('INSERT INTO users (id, email, name, password_hash, created_at_ms) VALUES (?, ?, ?, ?, ?)')
      .bind(userId, email, 'An agent', await hashPassword(PASSWORD), Date.now()),
    directory
      .prepare('INSERT INTO memberships (company_id, user_id, role, created_at_ms) VALUES (?, ?, ?, ?)')
      .bind(company.id, userId, 'agent', Date.now()),
  ]);
  const post = async <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> => {
    const response = await fetch(new URL(path, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const { accessToken } = await post<{ accessToken: string }>('/v1/auth/login', {
    email,
    password: PASSWORD,
  });

  return {
    async open(conversationId, onFrame) {
      const { url } = await post<{ url: string }>(
        '/v1/realtime/tickets',
        conversationId === null ? {} : { conversationId },
        { authorization: `Bearer ${accessToken}` },
      );
      const { pathname, search } = new URL(url);
      const socket = new WebSocket(`ws://${origin.host}${pathname}${search}`);
      socket.addEventListener('message', ({ data }) => {
        const atMs = performance.now();
        const mark = wordOfMark(String(data));
        // Our own Worker's frames.
        if (mark !== null) socket.send(readText(mark));
        else onFrame(JSON.parse(String(data)) as Frame, atMs);
      });
      await new Promise<void>((resolve, reject) => {
        socket.addEventListener('open', () => resolve());
        socket.addEventListener('error', () => reject(new Error('the socket did not open')));
      });
      return socket;
    },
  };
}
