import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CRASH_POINTS, type CrashPoint } from '../../workers/platform/crash-points.ts';
import { statuses, texts } from '../../workers/testing/meta-payloads.ts';
import type { Office } from '../../workers/testing/crash/office.ts';
import { signatureOf } from '../deliveries.ts';
import { bundle, type Bundle } from '../deployment/bundle.ts';
import { startBundle, type LocalDeployment } from '../deployment/local-deployment.ts';
import type { ControlRequest } from '../worker/crash.ts';
import { killRuntimes } from './kill-runtime.ts';
import { startOutside, type Outside } from './outside.ts';

export interface KillReport {
  asked: number;
  acknowledged: number;
  /** The points at which the runtime was killed. */
  killedAt: CrashPoint[];
  missed: CrashPoint[];
  lost: string[];
  unexpected: string[];
  duplicated: string[];
  recovered: number;
  ends: Record<string, number>;
  inbound: { written: number; lost: number; duplicated: number };
  /** Events that were told again under the same id. */
  toldAgain: number;
}

const ASKS = 16;
const THREADS = 8;
const WAIT_FOR_POINT_MS = 6_000;

/**
 * Kills the runtime at one point after the other while it sends and receives, starts it again on the state that it left
 * on the disk, and compares at the end. The local queues are kept in memory and die with the runtime, so that everything
 * depends on the rows; what Meta delivered is delivered again, as the real queue would keep it.
 */
export async function killAtEveryPoint(say: (line: string) => void): Promise<KillReport> {
  const outside = await startOutside();
  const folder = await mkdtemp(join(tmpdir(), 'recado-crash-'));
  const built = await bundle('bench/worker/crash.ts');
  try {
    return await killAll({ outside, folder, built, say });
  } finally {
    await outside.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stage {
  outside: Outside;
  folder: string;
  built: Bundle;
  say: (line: string) => void;
}

async function killAll({ outside, folder, built, say }: Stage): Promise<KillReport> {
  let aheadMs = 0;
  let isThere = false;
  const start = async () => {
    const started = await startBundle(built, { META_GRAPH_URL: outside.url }, { folder, isThere });
    isThere = true;
    await control(started, { do: 'move-clock', aheadMs });
    return started;
  };
  let deployment = await start();
  const number = '4499';
  const office = (await control(deployment, { do: 'open', number })) as Office;
  const asked: { text: string; isAcknowledged: boolean }[] = [];
  const written: string[] = [];
  const deliver = async (body: string) => {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) };
    const response = await fetch(new URL('/webhooks/meta', deployment.origin), {
      method: 'POST',
      headers,
      body,
    });
    return response.ok;
  };
  const write = async (person: number) => {
    const id = `wamid.WRITTEN${written.length}`;
    const at = { atSeconds: Math.floor((Date.now() + aheadMs) / 1_000) };
    const from = `5511955${String(600_000 + person)}`;
    const body = JSON.stringify(texts(number, { id, from, text: id, ...at }));
    written.push(body);
    await deliver(body);
  };
  for (let person = 0; person < THREADS; person++) await write(person);
  await until(async () => (await count(deployment, 'inbound')) === THREADS);
  const threads = (await control(deployment, { do: 'threads', office })) as string[];

  const ask = async (token: string, thread: string) => {
    const one = { text: `ask ${asked.length}`, isAcknowledged: false };
    asked.push(one);
    const response = await fetch(new URL(`/v1/conversations/${thread}/messages`, deployment.origin), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': one.text.replace(' ', '-'),
      },
      body: JSON.stringify({ type: 'text', text: one.text }),
    });
    if (response.status >= 400 && response.status < 500) throw new Error(await response.text());
    one.isAcknowledged = response.ok;
  };
  /** A message that the provider refuses, and that a person then has sent again. */
  const failAndRepeat = async (token: string, thread: string) => {
    const text = `ask ${asked.length}`;
    outside.onSend = (one) => Promise.resolve(one === text ? 'refuse' : 'take');
    await ask(token, thread);
    const found = () =>
      deployment.tenant
        .prepare('SELECT conversation_id AS thread, id, status FROM messages WHERE text = ?')
        .bind(text)
        .first<{ thread: string; id: string; status: string }>();
    await until(async () => (await found())?.status === 'failed');
    outside.onSend = () => Promise.resolve('take');
    const row = await found();
    await fetch(new URL(`/v1/conversations/${row?.thread}/messages/${row?.id}/retry`, deployment.origin), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
  };
  const report = (status: 'delivered' | 'read', from = 0) =>
    deliver(
      JSON.stringify(
        statuses(
          number,
          ...outside.taken.slice(from).map(({ id, callbackData }) => ({ id, status, callbackData })),
        ),
      ),
    );
  const pass = async (ms: number) => {
    aheadMs += ms;
    await control(deployment, { do: 'move-clock', aheadMs });
    await control(deployment, { do: 'tick' });
  };

  const killedAt: CrashPoint[] = [];
  const points = pointsInTurn();
  for (const point of points) {
    say(`crash: kill -9 at ${point}`);
    const token = (await control(deployment, { do: 'token', office })) as string;
    let isKilled = false;
    let killed = () => {};
    const whenKilled = new Promise<void>((resolve) => (killed = resolve));
    outside.onPoint = (reached) => {
      if (isKilled) return 'never';
      if (reached !== point) return 'go on';
      isKilled = true;
      killRuntimes();
      killed();
      return 'never';
    };
    const takenBefore = Math.max(0, outside.taken.length - ASKS);
    if (point === 'send.answer_kept') {
      // The database goes away between what the provider took and its answer.
      outside.onSend = async () => {
        await control(deployment, { do: 'cut-database' });
        return 'take';
      };
    }
    const work = Promise.allSettled([
      ...(point.startsWith('repeat.') ? [failAndRepeat(token, threads[0] ?? '')] : []),
      ...Array.from({ length: ASKS }, (_, n) => ask(token, threads[n % threads.length] ?? '')),
      write(killedAt.length % THREADS),
      ...(outside.taken.length === 0 ? [] : [report('delivered', takenBefore)]),
      // What was left behind by the kill before: leases end, wake-ups are due, and so does a webhook's turn.
      pass(point.startsWith('webhook.') ? 95_000 : 65_000),
    ]);
    await Promise.race([whenKilled, work.then(() => sleep(WAIT_FOR_POINT_MS))]);
    if (isKilled) killedAt.push(point);
    // Whatever was under way has lost its other end.
    await Promise.race([work, sleep(2_000)]);
    await Promise.race([deployment.stop().catch(() => {}), sleep(3_000)]);
    outside.onPoint = () => 'go on';
    outside.onSend = () => Promise.resolve('take');
    deployment = await start();
  }

  for (const body of written) await deliver(body);
  for (let minute = 0; minute < 8; minute++) {
    await pass(65_000);
    await until(async () => (await countBusy(deployment)) === 0, 5_000);
  }
  await report('read');
  await sleep(2_500);
  await pass(65_000);
  await sleep(1_500);
  const result = await compare(deployment, outside, asked, written.length);
  await deployment.stop();
  return {
    ...result,
    killedAt,
    missed: points.filter((point) => !killedAt.includes(point)),
    toldAgain: outside.told.length - new Set(outside.told).size,
  };
}

/** Every point of sends, arrivals and webhooks; a lease ends right after the kill that left it. */
function pointsInTurn(): CrashPoint[] {
  const left = CRASH_POINTS.filter(
    (point) => point !== 'lease.committed' && !/^(event|media|seen|letter)\./.test(point),
  );
  return left.flatMap((point) => (point === 'send.claimed' ? [point, 'lease.committed' as const] : [point]));
}

async function control({ origin }: LocalDeployment, request: ControlRequest): Promise<unknown> {
  const response = await fetch(new URL('/control', origin), {
    method: 'POST',
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(`${request.do}: ${await response.text()}`);
  return response.json();
}

async function count({ tenant }: LocalDeployment, direction: string): Promise<number> {
  const row = await tenant
    .prepare('SELECT count(*) AS n FROM messages WHERE direction = ?')
    .bind(direction)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

async function countBusy({ tenant }: LocalDeployment): Promise<number> {
  const row = await tenant
    .prepare(`SELECT count(*) AS n FROM messages WHERE status IN ('queued', 'sending')`)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

async function until(isSo: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  for (const endMs = Date.now() + withinMs; Date.now() < endMs; await sleep(100)) if (await isSo()) return;
}

async function compare(
  { tenant }: LocalDeployment,
  { taken }: Outside,
  asked: readonly { text: string; isAcknowledged: boolean }[],
  written: number,
): Promise<Omit<KillReport, 'killedAt' | 'missed' | 'toldAgain'>> {
  const { results } = await tenant
    .prepare('SELECT text, status, direction FROM messages')
    .all<{ text: string; status: string; direction: string }>();
  const ours = results.filter(({ direction }) => direction === 'outbound');
  const inbound = results.filter(({ direction }) => direction === 'inbound');
  const stored = Map.groupBy(ours, ({ text }) => text);
  const sent = Map.groupBy(taken, ({ text }) => text);
  const texts = new Set(asked.map(({ text }) => text));
  const isLost = ({ text, isAcknowledged }: { text: string; isAcknowledged: boolean }) => {
    const status = stored.get(text)?.[0]?.status;
    if (status === undefined) return isAcknowledged || sent.has(text);
    if (status === 'queued' || status === 'sending') return true;
    return sent.has(text) ? status === 'failed' : !['failed', 'unknown'].includes(status);
  };
  return {
    asked: asked.length,
    acknowledged: asked.filter(({ isAcknowledged }) => isAcknowledged).length,
    lost: asked.filter(isLost).map(({ text }) => text),
    unexpected: [...stored.keys(), ...sent.keys()].filter((text) => !texts.has(text)),
    duplicated: [...stored, ...sent].filter(([, times]) => times.length > 1).map(([text]) => text),
    recovered: asked.filter(({ text, isAcknowledged }) => !isAcknowledged && sent.get(text)?.length === 1)
      .length,
    ends: Object.fromEntries(
      [...Map.groupBy(ours, ({ status }) => status)].map(([status, { length }]) => [status, length]),
    ),
    inbound: {
      written,
      lost: written - new Set(inbound.map(({ text }) => text)).size,
      duplicated: inbound.length - new Set(inbound.map(({ text }) => text)).size,
    },
  };
}
