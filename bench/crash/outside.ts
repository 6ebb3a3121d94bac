import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrashPoint } from '../../workers/platform/crash-points.ts';

export interface Taken {
  id: string;
  text: string;
  callbackData: string;
}

/** Meta and a company's own system, in this process: what they took outlives every kill. */
export interface Outside {
  readonly url: string;
  readonly taken: Taken[];
  /** The ids under which events were told, in order. */
  readonly told: string[];
  /** Called when work comes to a point; while it does not answer, the work waits. */
  onPoint: (point: CrashPoint) => 'go on' | 'never';
  /** Called with a text before it is taken: a refused one is answered with an error that is final. */
  onSend: (text: string) => Promise<'take' | 'refuse'>;
  stop(): Promise<void>;
}

export async function startOutside(): Promise<Outside> {
  const taken: Taken[] = [];
  const told: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '' } = request;
    const body = await textOf(request);
    const json = (content: unknown) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(content));
    };
    if (url.startsWith('/at/')) {
      // The names are the Worker's own.
      if (outside.onPoint(url.slice('/at/'.length) as CrashPoint) === 'go on') response.end();
    } else if (url.startsWith('/receivers/')) {
      told.push(String(request.headers['webhook-id']));
      response.statusCode = 204;
      response.end();
    } else if (url.endsWith('/messages') && body.includes('"text"')) {
      const sent = JSON.parse(body) as { text: { body: string }; biz_opaque_callback_data: string };
      if ((await outside.onSend(sent.text.body)) === 'refuse') {
        response.statusCode = 400;
        json({ error: { code: 131026, message: 'undeliverable' } });
        return;
      }
      const id = `wamid.KILL${taken.length}`;
      taken.push({ id, text: sent.text.body, callbackData: sent.biz_opaque_callback_data });
      json({ messaging_product: 'whatsapp', messages: [{ id }] });
    } else {
      json({ success: true });
    }
  };
  const server = createServer((request, response) => {
    // A caller that was killed in the middle of its request.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // An address, because it listens on a port.
  const { port } = server.address() as AddressInfo;
  const outside: Outside = {
    url: `http://127.0.0.1:${port}`,
    taken,
    told,
    onPoint: () => 'go on',
    onSend: () => Promise.resolve('take'),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return outside;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}
