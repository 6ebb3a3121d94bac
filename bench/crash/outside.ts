import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrashPoint } from '../../workers/platform/crash-points.ts';
import { listedTemplate } from '../../workers/testing/templates.ts';
import type { KeptMessage } from '../worker/crash.ts';
import { createKeptQueue } from './kept-queue.ts';

export interface Taken {
  id: string;
  type: 'text' | 'template';
  text: string;
  callbackData: string;
}

/** Meta, a company's own system and what queues hold, in this process: what they took outlives every kill. */
export interface Outside {
  readonly url: string;
  readonly taken: Taken[];
  /** The ids under which events were told, in order. */
  readonly told: string[];
  /** The messages of customers that were said to be read. */
  readonly seen: Set<string>;
  /** Called when work comes to a point; while it does not answer, the work waits. `fail`: it meets a mistake of ours. */
  onPoint: (point: CrashPoint) => 'go on' | 'fail' | 'never';
  /** Called with a text before it is taken: a refused one is answered with an error that is final. */
  onSend: (text: string) => Promise<'take' | 'refuse'>;
  /** What was sent to a queue and not acknowledged, as it comes again after a kill. */
  unacknowledged(): KeptMessage[];
  stop(): Promise<void>;
}

/** The template that the shop thanks with. */
export const THANKS = { name: 'thanks', components: [{ type: 'BODY', text: 'Thank you for {{1}}' }] };

/** The bytes that a customer sent under this id. */
export const fileOf = (fileId: string): string => `%PDF-1.7\n${fileId}\n%%EOF\n`;

export async function startOutside(): Promise<Outside> {
  const taken: Taken[] = [];
  const told: string[] = [];
  const seen = new Set<string>();
  const queue = createKeptQueue();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '', outside.url);
    const body = await textOf(request);
    const json = (content: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(content));
    };
    const [, fileId] = /\/(file-\d+)$/.exec(pathname) ?? [];
    if (pathname.startsWith('/at/')) {
      // The names are the Worker's own.
      const way = outside.onPoint(pathname.slice('/at/'.length) as CrashPoint);
      if (way !== 'never') json(way, way === 'fail' ? 409 : 200);
    } else if (pathname === '/queue/sent') {
      // The Worker's own.
      queue.keep(JSON.parse(body) as KeptMessage[]);
      json(null);
    } else if (pathname === '/queue/acknowledged') {
      queue.forget(JSON.parse(body) as KeptMessage[]);
      json(null);
    } else if (pathname.startsWith('/receivers/')) {
      told.push(String(request.headers['webhook-id']));
      response.writeHead(204).end();
    } else if (pathname.endsWith('/message_templates')) {
      json({ data: [listedTemplate('1', THANKS)] });
    } else if (fileId !== undefined) {
      const bytes = fileOf(fileId);
      if (pathname.startsWith('/bytes/')) response.end(bytes);
      else
        json({ url: `${outside.url}/bytes/${fileId}`, mime_type: 'application/pdf', sha256: hashOf(bytes) });
    } else {
      await takeMessage(body, json);
    }
  };
  async function takeMessage(body: string, json: (content: unknown, status?: number) => void): Promise<void> {
    // Only Recado calls.
    const sent = JSON.parse(body === '' ? '{}' : body) as Sent;
    if (sent.message_id !== undefined) seen.add(sent.message_id);
    const { biz_opaque_callback_data: callbackData } = sent;
    if (callbackData === undefined) return json({ success: true });
    const type = sent.text === undefined ? 'template' : 'text';
    const text = sent.text?.body ?? sent.template?.components[0]?.parameters[0]?.text ?? '';
    if ((await outside.onSend(text)) === 'refuse')
      return json({ error: { code: 131026, message: 'undeliverable' } }, 400);
    const id = `wamid.KILL${taken.length}`;
    taken.push({ id, type, text, callbackData });
    json({ messaging_product: 'whatsapp', messages: [{ id }] });
  }
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
    seen,
    onPoint: () => 'go on',
    onSend: () => Promise.resolve('take'),
    unacknowledged: queue.list,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return outside;
}

interface Sent {
  message_id?: string;
  biz_opaque_callback_data?: string;
  text?: { body: string };
  template?: { components: { parameters: { text: string }[] }[] };
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}
