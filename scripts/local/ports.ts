import { createServer } from 'node:net';
import { giveUp } from './say.ts';

/** Ends the start, before anything is begun, when somebody else listens on a port. */
export async function refuseTakenPorts(ports: Record<string, number>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      giveUp(`${name} must be a port number, 1 to 65535.`);
    if (await isTaken(port)) {
      giveUp(`Port ${port} is taken by another program. Stop it, or choose another with ${name}=….`);
    }
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(true));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)));
  });
}
