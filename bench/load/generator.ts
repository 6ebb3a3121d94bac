/** The load generator's process: carries out one order after the other. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../statistics.ts';
import { openConnection, type Connection } from './connection.ts';
import type { LoadOrder, LoadResult } from './protocol.ts';

const TIMELINE_STEP_MS = 20;

process.on('message', (order: LoadOrder) => {
  void carryOut(order).then((result) => process.send?.(result));
});

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  const buffers = order.requests.map(({ body, signature }) => bytesOf(order.path, body, signature));
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => openConnection(order.port)),
  );
  const latencies: number[] = [];
  const timeline: LoadResult['timeline'] = [];
  let failed = 0;
  let sent = 0;
  const ownDelay = monitorEventLoopDelay({ resolution: 1 });
  ownDelay.enable();
  const firstSentAtMs = Date.now();
  const startedMs = performance.now();

  /** Sends the next request; `dueMs` is when it was to be sent. */
  const send = (connection: Connection, dueMs: number) =>
    new Promise<void>((resolve) => {
      const request = buffers[sent++ % buffers.length] ?? Buffer.alloc(0);
      connection.send(request, (status) => {
        if (status === 200) latencies.push(performance.now() - dueMs);
        else failed += 1;
        const nowMs = Date.now();
        if (nowMs - (timeline.at(-1)?.atMs ?? 0) >= TIMELINE_STEP_MS) {
          timeline.push({ atMs: nowMs, accepted: latencies.length });
        }
        resolve();
      });
    });

  await pace(order, connections, send, () => sent);
  const seconds = (performance.now() - startedMs) / 1_000;
  ownDelay.disable();
  for (const connection of connections) connection.close();
  return {
    firstSentAtMs,
    lastAnsweredAtMs: Date.now(),
    accepted: latencies.length,
    failed,
    perSecond: latencies.length / seconds,
    timeline,
    latencyMs: percentiles(latencies),
    ownDelayMs: { p99: ownDelay.percentile(99) / 1e6, max: ownDelay.max / 1e6 },
  };
}

type Send = (connection: Connection, dueMs: number) => Promise<void>;

async function pace(
  order: LoadOrder,
  connections: Connection[],
  send: Send,
  sent: () => number,
): Promise<void> {
  if (order.pace.kind === 'fixed rate') return atFixedRate(order.pace, connections, send);
  const endsMs = order.pace.kind === 'saturate' ? performance.now() + order.pace.seconds * 1_000 : Infinity;
  const most = order.pace.kind === 'saturate' ? Infinity : order.requests.length;
  await Promise.all(
    connections.map(async (connection) => {
      while (sent() < most && performance.now() < endsMs) await send(connection, performance.now());
    }),
  );
}

async function atFixedRate(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  connections: Connection[],
  send: Send,
): Promise<void> {
  const free = [...connections];
  const due: number[] = [];
  const startMs = performance.now();
  const total = Math.floor(perSecond * seconds);
  let scheduled = 0;
  let unanswered = 0;

  const dispatch = () => {
    while (due.length > 0 && free.length > 0) {
      const connection = free.pop();
      const dueMs = due.shift();
      if (connection === undefined || dueMs === undefined) return;
      void carry(connection, dueMs);
    }
  };
  const carry = async (connection: Connection, dueMs: number) => {
    unanswered += 1;
    await send(connection, dueMs);
    unanswered -= 1;
    free.push(connection);
    dispatch();
  };
  for (;;) {
    const nowMs = performance.now();
    for (; scheduled < total; scheduled++) {
      const dueMs = startMs + (scheduled * 1_000) / perSecond;
      if (dueMs > nowMs) break;
      due.push(dueMs);
    }
    dispatch();
    if (scheduled === total && due.length === 0 && unanswered === 0) return;
    await sleep(1);
  }
}

function bytesOf(path: string, body: string, signature: string): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: recado.test\r\nUser-Agent: facebookexternalua\r\n` +
      `Content-Type: application/json\r\nX-Hub-Signature-256: ${signature}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
