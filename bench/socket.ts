/** How long a text takes from the webhook to the agents' screens, at 50 texts a second. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createCompany, idOf } from './deployment/company.ts';
import { storeHistory } from './deployment/history.ts';
import { startLocalDeployment } from './deployment/local-deployment.ts';
import { externalId, signatureOf, textDelivery } from './deliveries.ts';
import type { Figure } from './figure.ts';
import { report, say } from './report.ts';
import { signIn } from './socket/agent.ts';
import { percentiles, type Percentiles } from './statistics.ts';

const PER_SECOND = 50;
const SECONDS = 20;
/** Sent before, so that nothing is measured that happens once. */
const WARM_UP = 100;
/** People who write in turn; an agent has each of their conversations open. */
const CONTACTS = 20;
/** After the last text, in milliseconds. */
const SETTLE_MS = 3_000;
const TARGET_MS = 150;

const deployment = await startLocalDeployment('workers/index.ts');
try {
  say(`socket: ${PER_SECOND} texts a second for ${SECONDS} s`);
  const company = await createCompany(deployment, 0);
  const people = (await storeHistory(deployment.tenant, company, 0)).slice(0, CONTACTS);
  const agent = await signIn(deployment, company);

  const seenByCompanyMs = new Map<string, number>();
  const seenInConversationMs = new Map<string, number>();
  const externalIdOf = new Map<string, string>();
  const sockets = [
    await agent.open(null, (frame, atMs) => {
      if (frame.type !== 'changes') return;
      for (const { event, id } of frame.messages)
        if (event === 'message.created') seenByCompanyMs.set(id, atMs);
    }),
  ];
  for (const n of people.keys()) {
    const socket = await agent.open(idOf('conv', n), (frame, atMs) => {
      if (frame.type !== 'message.created') return;
      seenInConversationMs.set(frame.message.id, atMs);
      externalIdOf.set(frame.message.id, frame.message.externalId ?? '');
    });
    sockets.push(socket);
  }

  const deliver = async (n: number) => {
    const from = people[n % CONTACTS];
    if (from === undefined) throw new Error('somebody must write');
    const body = textDelivery(company.phoneNumberId, from, externalId(n));
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) };
    const response = await fetch(new URL('/webhooks/meta', deployment.origin), {
      method: 'POST',
      headers,
      body,
    });
    if ((await response.text()) !== 'OK') throw new Error(`the door answered ${response.status}`);
  };
  await atFixedRate(WARM_UP, deliver);
  const dueMs = await atFixedRate(PER_SECOND * SECONDS, (n) => deliver(WARM_UP + n));
  await sleep(SETTLE_MS);
  for (const socket of sockets) socket.close();

  const dueOf = new Map(dueMs.map((due, n) => [externalId(WARM_UP + n), due]));
  const latencies = (seen: ReadonlyMap<string, number>) =>
    [...seen].flatMap(([id, atMs]) => {
      const due = dueOf.get(externalIdOf.get(id) ?? '');
      return due === undefined ? [] : [atMs - due];
    });
  const toCompany = latencies(seenByCompanyMs);
  const toConversation = latencies(seenInConversationMs);
  await report({
    bench: 'socket',
    figures: [
      ...figuresOf('the company socket', percentiles(toCompany), toCompany.length),
      ...figuresOf('the conversation socket', percentiles(toConversation), toConversation.length),
    ],
    details: { perSecond: PER_SECOND, seconds: SECONDS, openConversations: CONTACTS },
  });
} finally {
  await deployment.stop();
}

/** Calls at even times whatever became of the calls before; gives the times at which each was to happen. */
async function atFixedRate(count: number, call: (n: number) => Promise<void>): Promise<number[]> {
  const startMs = performance.now();
  const due = Array.from({ length: count }, (_, n) => startMs + (n * 1_000) / PER_SECOND);
  const calls: Promise<void>[] = [];
  for (const [n, dueMs] of due.entries()) {
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    calls.push(call(n));
  }
  await Promise.all(calls);
  return due;
}

function figuresOf(socket: string, { p50, p95, p99 }: Percentiles, count: number): Figure[] {
  return [
    { name: `webhook to ${socket}, p50`, value: p50, unit: 'ms' },
    { name: `webhook to ${socket}, p95`, value: p95, unit: 'ms', target: { atMost: TARGET_MS } },
    { name: `webhook to ${socket}, p99`, value: p99, unit: 'ms' },
    {
      name: `texts that came on ${socket}`,
      value: count,
      unit: 'texts',
      target: { atLeast: PER_SECOND * SECONDS },
    },
  ];
}
