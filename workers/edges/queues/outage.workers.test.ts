import { expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { EventSourceWithAddress } from '../../contracts/api/incoming-events.ts';
import type { WebhookWithSecret } from '../../contracts/api/webhooks.ts';
import { LANES, type Lane } from '../../contracts/queues.ts';
import { createDeployment, type Deployment } from '../../testing/deployment.ts';
import { sha256Of, pdf } from '../../testing/files.ts';
import { delivery, statuses, texts, value } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';

const STEP_MS = 10_000;
const OUTAGE_MS = 3_600_000;
/** The longest wait after a fault of the house, with its jitter. */
const LONGEST_WAIT_MS = 375_000;
/** Jobs of each lane that meet the outage. */
const EACH = 20;

/** An office with a thread for each job, a webhook, a shop, and a provider that knows files. */
async function openLargeOffice() {
  const deployment = createDeployment();
  const office = await openOffice(deployment);
  const { owner, number } = office;
  const file = pdf();
  const sha256 = await sha256Of(file);
  deployment.graph.onCall = () => {
    const { url = '' } = deployment.graph.calls.at(-1) ?? {};
    const { origin, pathname } = new URL(url);
    if (pathname.startsWith('/bytes/')) deployment.graph.answers.unshift({ status: 200, bytes: file });
    else if (pathname.includes('/file-')) {
      const body = { url: `${origin}/bytes/1`, mime_type: 'application/pdf', sha256 };
      deployment.graph.answers.unshift({ status: 200, body });
    }
  };
  const phones = Array.from({ length: EACH }, (_, n) => `551195557${number}${String(n).padStart(2, '0')}`);
  const url = `${testVars.META_GRAPH_URL}/receivers/${number}`;
  const hook = { url, events: ['message.received'] };
  const webhook = await deployment.json<WebhookWithSecret>(owner, 'POST', '/v1/webhooks', hook);
  const shop = { name: 'Shop' };
  const source = await deployment.json<EventSourceWithAddress>(owner, 'POST', '/v1/event-sources', shop);
  await deployment.deliver(texts(number, ...phones.map((from, n) => ({ id: `wamid.OUT.A${n}`, from }))));
  await deployment.drain();
  const { items } = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations?limit=100');
  const threads = items.map(({ id }) => id);
  return { ...office, phones, threads, webhook, source, receiverUrl: url };
}
type LargeOffice = Awaited<ReturnType<typeof openLargeOffice>>;

const sendsOf = ({ graph }: Deployment) =>
  graph.calls.filter(({ url, body }) => url.endsWith('/messages') && 'to' in (body as object));
const ticksOf = ({ graph }: Deployment) =>
  graph.calls.filter(({ body }) => (body as { status?: string } | null)?.status === 'read');
const toldOf = ({ deployment, receiverUrl }: LargeOffice) =>
  deployment.graph.calls
    .filter(({ url }) => url === receiverUrl)
    .map(({ headers }) => headers['webhook-id'] ?? '');

const countRows = async ({ owner }: Office, sql: string) =>
  (await tenantRows(`SELECT 1 ${sql}`, owner.companyId)).length;

async function reply({ deployment, owner, threads }: LargeOffice): Promise<void> {
  for (const [n, id] of threads.entries()) {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const body = { type: 'text', text: `answer ${n}` };
    await deployment.json(owner, 'POST', `/v1/conversations/${id}/messages`, body, key);
  }
}

/** Asks a lane that has no kind of its own for the work of another: what an outage does is decided by the lane. */
async function lend(office: LargeOffice, queue: Queue): Promise<void> {
  const { companyId } = office.owner;
  for (const conversationId of office.threads) {
    const ref = { conversationId };
    await queue.send({
      v: 1,
      kind: 'conversation.seen',
      lane: 'messages',
      companyId,
      ref,
      untilMs: office.deployment.clock.now,
    });
  }
}

interface Work {
  /** Before the databases go away. */
  before?(office: LargeOffice): Promise<void>;
  /** While they are away. */
  during?(office: LargeOffice): Promise<void>;
  /** How often it was done, of `EACH`. */
  done(office: LargeOffice): Promise<number> | number;
}

const WORK: Record<Lane, Work> = {
  statuses: {
    async before(office) {
      await reply(office);
      await office.deployment.drain();
    },
    async during({ deployment, number }) {
      const sent = await tenantRows<{ id: string }>(
        `SELECT external_id AS id FROM messages WHERE text LIKE 'answer %' AND external_id IS NOT NULL`,
      );
      for (const { id } of sent) await deployment.deliver(statuses(number, { id, status: 'delivered' }));
    },
    done: (office) => countRows(office, `FROM messages WHERE company_id = ? AND status = 'delivered'`),
  },
  webhooks: {
    async during({ deployment, number, phones }) {
      for (const [n, from] of phones.entries()) {
        const { status } = await deployment.deliver(texts(number, { id: `wamid.OUT.B${n}`, from }));
        expect(status).toBe(200);
      }
    },
    done: (office) =>
      countRows(office, `FROM messages WHERE company_id = ? AND external_id LIKE 'wamid.OUT.B%'`),
  },
  media: {
    async before({ deployment, number, phones }) {
      for (const [n, from] of phones.entries()) {
        const document = { id: `file-${n}`, mime_type: 'application/pdf' };
        const timestamp = String(Math.floor(deployment.clock.now / 1_000));
        const message = { from, id: `wamid.OUT.F${n}`, timestamp, type: 'document', document };
        await deployment.deliver(delivery({ value: value(number, { messages: [message] }) }));
      }
      await deployment.drain();
    },
    done: (office) =>
      countRows(office, `FROM messages WHERE company_id = ? AND media ->> '$.state' = 'ready'`),
  },
  messages: {
    async before({ deployment, owner, threads }) {
      for (const id of threads) await deployment.call(owner, 'POST', `/v1/conversations/${id}/read`);
    },
    // With those of the two lanes that have no kind yet.
    done: ({ deployment }) => ticksOf(deployment).length / 3,
  },
  campaigns: {
    before: (office) => lend(office, office.deployment.env.CAMPAIGNS),
    done: ({ deployment }) => ticksOf(deployment).length / 3,
  },
  ai: {
    before: (office) => lend(office, office.deployment.env.AI_TURNS),
    done: ({ deployment }) => ticksOf(deployment).length / 3,
  },
  jobs: {
    async before({ deployment, source }) {
      for (let n = 0; n < EACH; n++) {
        const body = JSON.stringify({ n });
        expect((await deployment.webhook(new Request(source.url, { method: 'POST', body }))).status).toBe(
          202,
        );
      }
    },
    done: (office) => countRows(office, 'FROM incoming_events WHERE company_id = ?'),
  },
  outgoing: {
    async before({ deployment, owner, webhook }) {
      const { companyId } = owner;
      const ref = { webhookId: webhook.id };
      for (let n = 0; n < EACH; n++)
        await deployment.env.OUTGOING.send({ v: 1, kind: 'webhooks.push', lane: 'outgoing', companyId, ref });
    },
    /** Of all that customers wrote: first words, words of the outage, files. */
    done(office) {
      const told = toldOf(office);
      return new Set(told).size === told.length ? told.length / 3 : NaN;
    },
  },
  'messages-urgent': {
    before: reply,
    done: ({ deployment }) => sendsOf(deployment).length - EACH,
  },
};

const waitingIn = ({ queues, jobs }: Deployment, lane: string) =>
  [...queues.waiting, ...jobs.waiting].filter(({ queue }) => queue === lane);

/** Moves the clock a step, and consumes what is due then as the platform does; gives how often. */
async function step(deployment: Deployment): Promise<number> {
  const { clock, queues, jobs } = deployment;
  clock.now += STEP_MS;
  let batches = 0;
  for (const lane of LANES) {
    const due = waitingIn(deployment, lane).filter(({ dueAtMs = 0 }) => dueAtMs <= clock.now);
    if (due.length === 0) continue;
    for (const { waiting } of [queues, jobs])
      for (const message of due) if (waiting.includes(message)) waiting.splice(waiting.indexOf(message), 1);
    batches++;
    await deployment.consumeMessages(lane, due, (message, delaySeconds) => {
      message.dueAtMs = clock.now + delaySeconds * 1_000;
    });
  }
  return batches;
}

const countLetters = ({ env }: Deployment) =>
  env.DIRECTORY.prepare('SELECT count(*) FROM dead_letters').first<number>('count(*)');

it('an hour without the databases loses and repeats nothing in any lane, and ends without a stampede', async () => {
  const office = await openLargeOffice();
  const { deployment } = office;
  for (const work of Object.values(WORK)) await work.before?.(office);
  const lettersBefore = await countLetters(deployment);

  const fault = new Error('D1_ERROR: network connection lost');
  const databases = [deployment.tenant, deployment.directory, deployment.search];
  const setFault = (to: Error | null) => databases.forEach((database) => (database.fault = to));
  await WORK.statuses.during?.(office);
  setFault(fault);
  await WORK.webhooks.during?.(office);
  const endMs = deployment.clock.now + OUTAGE_MS;
  for (let n = 0; deployment.clock.now < endMs; n++) {
    await step(deployment);
    if (n % 6 === 0) await deployment.tick();
  }
  const waiting = new Map(LANES.map((lane) => [lane, waitingIn(deployment, lane)]));
  for (const [lane, list] of waiting) {
    expect(list.length, `${lane}: jobs that met the outage`).toBeGreaterThanOrEqual(EACH);
    // The platform gives a message up after a hundred.
    expect(Math.max(...list.map(({ attempts }) => attempts)), `${lane}: deliveries`).toBeLessThan(50);
  }
  setFault(null);

  const left = new Map(LANES.map((lane) => [lane, [] as number[]]));
  for (let passedMs = 0; passedMs < LONGEST_WAIT_MS + 2 * STEP_MS; passedMs += STEP_MS) {
    await step(deployment);
    for (const lane of LANES) {
      const now = new Set(waitingIn(deployment, lane));
      left.get(lane)?.push((waiting.get(lane) ?? []).filter((message) => now.has(message)).length);
    }
  }
  for (const [lane, counts] of left) {
    const total = waiting.get(lane)?.length ?? 0;
    const drained = counts.map((count, index) => (counts[index - 1] ?? total) - count);
    expect(counts.at(-1), `${lane}: nothing is left of it`).toBe(0);
    expect(Math.max(...drained), `${lane}: what comes back in ten seconds`).toBeLessThan(total / 3);
    expect(drained.filter((count) => count > 0).length, `${lane}: steps that it takes`).toBeGreaterThan(7);
  }

  // Whatever the clock finds besides is done already.
  await deployment.tick();
  await deployment.drain();
  await deployment.drainJobs();
  for (const lane of LANES) expect([lane, await WORK[lane].done(office)]).toEqual([lane, EACH]);
  expect(await countLetters(deployment)).toBe(lettersBefore);
});
