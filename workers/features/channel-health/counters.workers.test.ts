import { expect, it } from 'vitest';
import type { ChannelSending } from '../../contracts/api/channel-sending.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { LanesHealth } from '../../contracts/api/operations.ts';
import { createCountedDeployment } from '../../testing/counted-deployment.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { statuses, texts } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Page } from '../../testing/thread.ts';

const CUSTOMERS = 20;
const REPLIES = 5;
const refused = (code: number): GraphAnswer => ({
  status: 400,
  body: { error: { code, message: 'made up' } },
});

/** What the wire does with a text: by its number, and differently the second time where it is to be tried again. */
function answerTo(text: string, time: number): { kind: string; answer: GraphAnswer | null } {
  const n = Number(text.split(' ')[1]) % 10;
  if (n === 0) return { kind: 'refused', answer: refused(131_026) };
  if (n === 1 && time === 1) return { kind: 'later', answer: refused(131_056) };
  if (n === 2) return { kind: 'lost', answer: 'reset' };
  if (n === 3) return { kind: 'lost', answer: { status: 500, body: { error: { code: 131_000 } } } };
  return { kind: 'taken', answer: null };
}

it('the counters of a lane and of a number are what the wire saw, with faults of every kind among a hundred replies', async () => {
  const { deployment, settled } = createCountedDeployment();
  const office = await openOffice(deployment);
  const { number, channel, owner } = office;
  const operator = await deployment.signUp(owner.companyId, 'viewer', undefined, { isOperator: true });
  const people = Array.from({ length: CUSTOMERS }, (_, n) => ({
    id: `wamid.COUNT${n}`,
    from: `55119555${String(60_000 + n)}`,
  }));
  await deployment.deliver(texts(number, ...people));
  await deployment.drain();
  const inbox = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations?limit=100');
  const seen = new Map<string, number>();
  const times = new Map<string, number>();
  deployment.graph.onCall = () => {
    const { url, body } = deployment.graph.calls.at(-1) ?? { url: '', body: null };
    if (!url.endsWith(`/${number}/messages`)) return;
    const { text } = body as { text: { body: string } };
    const time = (times.get(text.body) ?? 0) + 1;
    times.set(text.body, time);
    const { kind, answer } = answerTo(text.body, time);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if (answer !== null) deployment.graph.answers.unshift(answer);
  };
  let written = 0;
  for (let reply = 0; reply < REPLIES; reply++)
    for (const { id } of inbox.items)
      await deployment.json(owner, 'POST', `/v1/conversations/${id}/messages`, {
        type: 'text',
        text: `reply ${written++}`,
      });

  const ends = { acked: 0, retried: 0 };
  const lane = async () => {
    await settled();
    const renewed = await deployment.renew(operator);
    const { items } = await deployment.json<LanesHealth>(renewed, 'GET', '/v1/operator/lanes');
    return items.find((one) => one.lane === 'messages-urgent');
  };
  // What waits is what has not been consumed yet.
  expect(await lane()).toMatchObject({ waiting: written, inFlight: 0 });
  const statesOf = () =>
    tenantRows<{ status: string; count: number }>(
      `SELECT status, count(*) AS count FROM messages WHERE company_id = ? AND direction = 'outbound' GROUP BY status`,
      owner.companyId,
    );
  for (let minute = 0; minute < 20; minute++) {
    while (deployment.queues.waiting.some(({ queue }) => queue === 'messages-urgent')) {
      const end = await deployment.consumeBatch('messages-urgent');
      ends.acked += end.acked;
      ends.retried += end.retried;
      if (end.acked === 0) break;
    }
    deployment.clock.now += 60_000;
    await deployment.tick();
    if (!(await statesOf()).some(({ status }) => status === 'queued' || status === 'sending')) break;
  }
  const states = Object.fromEntries((await statesOf()).map(({ status, count }) => [status, count]));
  expect(states).toEqual({ sent: seen.get('taken'), failed: seen.get('refused'), unknown: seen.get('lost') });

  const health = await lane();
  const hour = health?.windows?.[1];
  expect(health?.inFlight).toBe(0);
  expect([(hour?.done ?? 0) + (hour?.failed ?? 0), (hour?.retried ?? 0) + (hour?.deferred ?? 0)]).toEqual([
    ends.acked,
    ends.retried,
  ]);

  // Of calls beside each other it is not said which gets which answer: what was taken is asked of the rows.
  const [reported] = await tenantRows<{ id: string }>(
    `SELECT external_id AS id FROM messages WHERE company_id = ? AND status = 'sent' LIMIT 1`,
    owner.companyId,
  );
  const error = { code: 131_026, title: 'Undeliverable' };
  await deployment.deliver(statuses(number, { id: reported?.id ?? '', status: 'failed', errors: [error] }));
  await deployment.drain();
  await settled();
  const sending = await deployment.json<ChannelSending>(
    await deployment.renew(owner),
    'GET',
    `/v1/channels/${channel.id}/sending`,
  );
  expect(sending.windows?.[1]).toMatchObject({
    sent: seen.get('taken'),
    refused: (seen.get('refused') ?? 0) + (seen.get('lost') ?? 0),
    retried: seen.get('later'),
    reportedFailed: 1,
  });
});
