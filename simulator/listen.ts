import type { Server } from 'node:http';

/** `localhost` means ::1 on some machines and 127.0.0.1 on others: the simulator is reached by both. */
export async function listen(
  port: number,
  createServer: () => Server,
): Promise<{ servers: Server[]; port: number }> {
  const first = createServer();
  const taken = await listenOn(first, '127.0.0.1', port);
  const second = createServer();
  try {
    await listenOn(second, '::1', taken);
    return { servers: [first, second], port: taken };
  } catch (error) {
    if (!isMissingAddress(error)) {
      first.close();
      throw error;
    }
    return { servers: [first], port: taken };
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function isMissingAddress(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}
