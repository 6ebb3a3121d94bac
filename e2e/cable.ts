import { createServer, connect, type Socket } from 'node:net';
import { inject } from 'vitest';

/** A way to the deployment that can be cut like a cable: open connections die, and new ones are not accepted. */
export interface Cable {
  url: string;
  cut(): void;
  mend(): void;
  remove(): Promise<void>;
}

export async function layCable(): Promise<Cable> {
  const target = Number(new URL(inject('dashboardUrl')).port);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(target, 'localhost');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the cable has no port');
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://localhost:${address.port}`,
    cut,
    mend: () => {
      isCut = false;
    },
    remove: () => {
      cut();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
