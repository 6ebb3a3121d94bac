/** How many jobs a second each lane's consumer does, with a provider that answers at once. */
import { LANES, type Lane } from '../workers/contracts/queues.ts';
import { createControl, deliveryBodies, type Control } from './cost/control.ts';
import { createSendingCompany } from './cost/replies.ts';
import { idOf, type Company } from './deployment/company.ts';
import { storeHistory } from './deployment/history.ts';
import { startLocalDeployment } from './deployment/local-deployment.ts';
import { externalId, statusDelivery, textDelivery, type Customer } from './deliveries.ts';
import type { Figure } from './figure.ts';
import { report, say } from './report.ts';

/** Jobs of each measurement, and of one batch: what the platform gives a consumer at most. */
const JOBS = 1_000;
const PER_BATCH = 100;
/** What a number may send in a second where Meta lets it most: so that not its rate is measured. */
const PER_SECOND = 1_000;

interface Speed {
  lane: Lane;
  what: string;
  jobsPerSecond: number;
}

const deployment = await startLocalDeployment('bench/worker/recorded.ts');
try {
  const control = createControl(deployment.origin);
  const company = await createSendingCompany(deployment, 1);
  const people = await storeHistory(deployment.tenant, company, JOBS * 20);
  await deployment.tenant
    .prepare(
      `INSERT INTO channel_facts (company_id, channel_id, fact, value, as_of_ms) VALUES (?, ?, 'throughput', ?, ?)`,
    )
    .bind(company.id, company.channelId, JSON.stringify({ messagesPerSecond: PER_SECOND }), Date.now())
    .run();
  const speeds: Speed[] = [];
  for (const lane of LANES) {
    say(`lanes: ${lane}`);
    speeds.push(await through(control, lane, 'a job that finds nothing to do', nothingToDo(company)));
  }
  say('lanes: their own jobs');
  speeds.push(
    await through(control, 'webhooks', 'a text of a known contact', textsOf(company, people)),
    await through(control, 'messages', 'ticks that turn blue', seenOf(company)),
    await sendsOf(control, company),
    await through(control, 'statuses', 'a status of a reply', await statusesOf(company)),
  );
  await report({ bench: 'lanes', figures: speeds.map(figureOf), details: speeds });
} finally {
  await deployment.stop();
}

function figureOf({ lane, what, jobsPerSecond }: Speed): Figure {
  return { name: `through \`${lane}\`: ${what}`, value: jobsPerSecond, unit: '/s' };
}

async function through(
  control: Control,
  lane: Lane,
  what: string,
  bodies: readonly unknown[],
): Promise<Speed> {
  // The first batch warms the Worker.
  await control({ do: 'consume', queue: lane, bodies: bodies.slice(0, PER_BATCH) });
  const startedMs = performance.now();
  for (let from = PER_BATCH; from < bodies.length; from += PER_BATCH)
    await control({ do: 'consume', queue: lane, bodies: bodies.slice(from, from + PER_BATCH) });
  const seconds = (performance.now() - startedMs) / 1_000;
  return { lane, what, jobsPerSecond: (bodies.length - PER_BATCH) / seconds };
}

/** The consumer, and one read. */
function nothingToDo({ id }: Company) {
  return Array.from({ length: JOBS }, (_, n) => seenBody(id, idOf('conv', 900_000 + n)));
}

function seenOf({ id }: Company) {
  return Array.from({ length: JOBS }, (_, n) => seenBody(id, idOf('conv', n)));
}

function seenBody(companyId: string, conversationId: string) {
  return {
    v: 1,
    kind: 'conversation.seen',
    lane: 'messages',
    companyId,
    ref: { conversationId },
    untilMs: Date.now(),
  };
}

function textsOf({ phoneNumberId }: Company, people: readonly Customer[]) {
  const raws = Array.from({ length: JOBS }, (_, n) => {
    const sender = people[n % people.length];
    if (sender === undefined) throw new Error('there is nobody to write');
    return textDelivery(phoneNumberId, sender, externalId(n));
  });
  return deliveryBodies('webhooks', raws);
}

/** Reports about what was sent before. */
async function statusesOf({ id, phoneNumberId }: Company): Promise<unknown[]> {
  const { results } = await deployment.tenant
    .prepare(
      `SELECT external_id AS externalId, conversation_id || '/' || id AS callbackData
       FROM messages WHERE company_id = ? AND direction = 'outbound' AND status = 'sent'`,
    )
    .bind(id)
    .all<{ externalId: string; callbackData: string }>();
  const raws = results.map((sent) =>
    statusDelivery(phoneNumberId, [{ ...sent, phone: '5511900000000', status: 'delivered' }]),
  );
  return deliveryBodies('statuses', raws);
}

/** From the queue to the provider's answer in the database. */
async function sendsOf(control: Control, { id: companyId }: Company): Promise<Speed> {
  for (let n = 0; n < PER_SECOND / 2; n++)
    await control({ do: 'reply', companyId, conversationId: idOf('conv', n), key: `lane-${n}` });
  const sends = PER_SECOND / 2;
  const startedMs = performance.now();
  for (let sent = 0; sent < sends; sent += PER_BATCH)
    await control({ do: 'drain', queue: 'messages-urgent', most: PER_BATCH });
  const seconds = (performance.now() - startedMs) / 1_000;
  return {
    lane: 'messages-urgent',
    what: 'a reply, to the answer of the provider',
    jobsPerSecond: sends / seconds,
  };
}
