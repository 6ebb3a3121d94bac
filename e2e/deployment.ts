import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A first start builds the pages and prepares a database. Ends what hangs; how fast a machine is decides nothing. */
const READY_WITHIN_MS = 600_000;

export interface Deployment {
  dashboardUrl: string;
  simulatorUrl: string;
  /** The folder that holds all that it keeps. */
  state: string;
  stop(): Promise<void>;
}

/** Starts a whole deployment with ports and state of its own, so that it disturbs none that runs already. */
export async function startOwnDeployment(): Promise<Deployment> {
  const [port, simulatorPort] = await Promise.all([freePort(), freePort()]);
  const state = await mkdtemp(join(tmpdir(), 'recado-e2e-'));
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), SIMULATOR_PORT: String(simulatorPort), RECADO_STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(state, { recursive: true, force: true });
  };
  await new Promise<void>((ready, fail) => {
    const timer = setTimeout(() => fail(new Error(`not ready in time:\n${output}`)), READY_WITHIN_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!output.includes('Ctrl-C stops everything')) return;
      clearTimeout(timer);
      ready();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`ended with ${code} while starting:\n${output}`));
    });
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    dashboardUrl: `http://localhost:${port}`,
    simulatorUrl: `http://localhost:${simulatorPort}`,
    state,
    stop,
  };
}

/** Below those that systems give to connections: what is free stays free until the deployment listens, minutes later. */
const PORTS = { from: 20_000, count: 12_000 };

async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = PORTS.from + randomInt(PORTS.count);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
