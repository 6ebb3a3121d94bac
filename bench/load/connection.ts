import { connect, type Socket } from 'node:net';

/**
 * One kept-alive HTTP connection with one request at a time, spoken over a bare socket: an HTTP client costs several
 * times as much processor as the server under measurement, and would be what is measured.
 */
export interface Connection {
  send(request: Buffer, onAnswer: (status: number) => void): void;
  close(): void;
}

/** A socket on which nothing happens for so long is given up. */
const ANSWER_TIMEOUT_MS = 10_000;
const END_OF_HEAD = Buffer.from('\r\n\r\n');

export async function openConnection(port: number): Promise<Connection> {
  const socket = await connected(port);
  let waiting: ((status: number) => void) | null = null;
  let received: Buffer = Buffer.alloc(0);

  const answer = (status: number) => {
    const onAnswer = waiting;
    waiting = null;
    received = Buffer.alloc(0);
    onAnswer?.(status);
  };
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const status = statusOfWhole(received);
    if (status !== null) answer(status);
  });
  // Whatever ended it: what waits has failed, and so will everything that comes.
  socket.on('error', () => answer(0));
  socket.on('close', () => answer(0));
  socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy());
  return {
    send(request, onAnswer) {
      waiting = onAnswer;
      if (socket.destroyed) answer(0);
      else socket.write(request);
    },
    close: () => socket.destroy(),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** The status of an answer that is there to its end; null while some of it is on its way. */
function statusOfWhole(bytes: Buffer): number | null {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd === -1) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const isWhole =
    length === undefined
      ? bytes.toString('latin1', bytes.length - 5) === '0\r\n\r\n'
      : bytes.length >= headEnd + END_OF_HEAD.length + Number(length);
  return isWhole ? Number(head.slice(9, 12)) : null;
}
