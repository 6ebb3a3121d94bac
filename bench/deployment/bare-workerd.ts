import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testVars } from '../../workers/testing/vars.ts';
import { ROOT } from '../places.ts';
import { bundle } from './bundle.ts';
import { readWranglerConfig } from './wrangler-config.ts';

/** One Worker alone in a runtime, without Miniflare between it and the network. */
export interface BareWorker {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts the Worker of `entry` with its vars; its queues and its bucket are a Worker that answers at once. What else
 * the product binds is not bound: the webhook door touches none of it.
 */
export async function startBareWorker(entry: string): Promise<BareWorker> {
  const folder = await mkdtemp(join(tmpdir(), 'recado-workerd-'));
  const port = await freePort();
  const { text, wasm } = await bundle(entry);
  await writeFile(join(folder, 'worker.js'), text);
  await Promise.all(wasm.map(({ name, contents }) => writeFile(join(folder, name), contents)));
  await writeFile(join(folder, 'stub.js'), STUB);
  const modules = [
    '(name = "worker.js", esModule = embed "worker.js")',
    ...wasm.map(({ name }) => `(name = "${name}", wasm = embed "${name}")`),
  ];
  await writeFile(join(folder, 'config.capnp'), configOf(port, modules));
  const child = spawn(join(ROOT, 'node_modules/.bin/workerd'), ['serve', join(folder, 'config.capnp')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // It would outlive us, and on SIGTERM it waits for requests that are not answered.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  await untilListening(port, child);
  return {
    port,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      process.off('exit', kill);
      kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a queue answers to a message that it took; the bucket is not reached by what fits a queue. */
const STUB = `
const taken = JSON.stringify({ metadata: { metrics: { backlogCount: 1, backlogBytes: 700 } } });
const headers = { 'content-type': 'application/json' };
export default {
  async fetch(request) {
    await request.arrayBuffer();
    return new Response(taken, { headers });
  },
};
`;

function configOf(port: number, modules: readonly string[]): string {
  const { compatibility_date, compatibility_flags } = readWranglerConfig();
  // Named where it is the default already, it makes the runtime warn.
  const flags = compatibility_flags.filter((flag) => flag !== 'nodejs_compat');
  const compatibility = `compatibilityDate = "${compatibility_date}", compatibilityFlags = ${JSON.stringify(flags)}`;
  const vars = Object.entries(testVars).map(
    ([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`,
  );
  const queues = ['WEBHOOKS', 'STATUSES', 'MESSAGES_URGENT'].map(
    (name) => `(name = "${name}", queue = "stub")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [${modules.join(', ')}], ${compatibility},
      bindings = [${[...vars, ...queues, '(name = "ARCHIVE", r2Bucket = "stub")'].join(', ')}])),
    (name = "stub", worker = (modules = [(name = "stub.js", esModule = embed "stub.js")], ${compatibility})),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "worker")],
);
`;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  // An address, because it listens on a port.
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error('workerd ended while it was started');
    if (await answers(port)) return;
    await sleep(50);
  }
  throw new Error('workerd does not listen');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
