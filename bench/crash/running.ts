import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Office } from '../../workers/testing/crash/office.ts';
import { signatureOf } from '../deliveries.ts';
import { bundle } from '../deployment/bundle.ts';
import { startBundle, type LocalDeployment } from '../deployment/local-deployment.ts';
import type { ControlRequest } from '../worker/crash.ts';
import type { Outside } from './outside.ts';

/** A deployment with one company that is started again after each kill, on the state that was left on the disk. */
export interface Running {
  readonly office: Office;
  readonly threads: string[];
  nowMs(): number;
  deployment(): LocalDeployment;
  control(request: ControlRequest): Promise<unknown>;
  /** Starts anew; what the queues had not acknowledged comes again. */
  restart(): Promise<void>;
  /** Time passes, and the clock's work is done. */
  pass(ms: number): Promise<void>;
  /** Calls the API as the company's owner. */
  call(method: string, path: string, body?: unknown, key?: string): Promise<Response>;
  /** As Meta. Gives whether it was taken. */
  deliver(body: unknown): Promise<boolean>;
  rows<Row>(database: 'directory' | 'tenant', sql: string, ...values: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

export const NUMBER = '4499';
/** Longer than a stop takes that has nobody to wait for, in milliseconds. */
const STOP_MS = 3_000;

/** `greet` has customers write, so that there are threads. */
export async function startRunning(
  outside: Outside,
  greet: (running: Running) => Promise<void>,
): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'recado-crash-'));
  const built = await bundle('bench/worker/crash.ts');
  let aheadMs = 0;
  let deployment = await startBundle(built, { META_GRAPH_URL: outside.url }, { folder, isThere: false });
  const control = async (request: ControlRequest) => {
    const body = JSON.stringify(request);
    const response = await fetch(new URL('/control', deployment.origin), { method: 'POST', body });
    if (!response.ok) throw new Error(`${request.do}: ${await response.text()}`);
    return response.json();
  };
  // The Worker's own answers.
  const office = (await control({ do: 'open', number: NUMBER })) as Office;
  const running: Running = {
    office,
    threads: [],
    nowMs: () => Date.now() + aheadMs,
    deployment: () => deployment,
    control,
    async restart() {
      await running.stop();
      deployment = await startBundle(built, { META_GRAPH_URL: outside.url }, { folder, isThere: true });
      await control({ do: 'move-clock', aheadMs });
      await control({ do: 'enqueue', messages: outside.unacknowledged() });
    },
    async pass(ms) {
      aheadMs += ms;
      await control({ do: 'move-clock', aheadMs });
      await control({ do: 'tick' });
    },
    async call(method, path, body, key) {
      const token = String(await control({ do: 'token', office }));
      return fetch(new URL(path, deployment.origin), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    async deliver(content) {
      const body = JSON.stringify(content);
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) };
      const response = await fetch(new URL('/webhooks/meta', deployment.origin), {
        method: 'POST',
        headers,
        body,
      });
      return response.ok;
    },
    async rows<Row>(database: 'directory' | 'tenant', sql: string, ...values: unknown[]) {
      const { results } = await deployment[database]
        .prepare(sql)
        .bind(...values)
        .all<Row>();
      return results;
    },
    async stop() {
      await Promise.race([deployment.stop().catch(() => {}), sleep(STOP_MS)]);
    },
  };
  await greet(running);
  running.threads.push(...((await control({ do: 'threads', office })) as string[]));
  return { ...running, stop: () => running.stop().then(() => rm(folder, { recursive: true, force: true })) };
}

/** Waits until it is so, for a while. */
export async function until(isSo: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  for (const endMs = Date.now() + withinMs; Date.now() < endMs; await sleep(100)) if (await isSo()) return;
}
