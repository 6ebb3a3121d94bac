import { expect, it } from 'vitest';
import type { EventSourceWithAddress } from '../../contracts/api/incoming-events.ts';
import type { Deployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import type { WaitingMessage } from '../../testing/queues.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';
import { openOffice } from '../../testing/thread.ts';
import { testVars } from '../../testing/vars.ts';
import { LANES } from './lanes.ts';

/** What one invocation may ask of a database. Source: Cloudflare D1, limits ("Queries per Worker invocation"). */
const MAX_STATEMENTS = 1_000;
/** What one invocation may call outside. Source: Cloudflare Workers, limits ("Subrequests"), without any setting. */
const MAX_CALLS = 1_000;
/** Events that stand for a batch: they cost alike. */
const EVENTS = 5;

function take({ jobs }: Deployment, queue: string, count: number): WaitingMessage[] {
  const taken = jobs.waiting.filter((message) => message.queue === queue).slice(0, count);
  for (const message of taken) jobs.waiting.splice(jobs.waiting.indexOf(message), 1);
  return taken;
}

it('a full batch of events that each send a template stays within what an invocation may ask', async () => {
  const { deployment, owner, channel } = await openOffice();
  deployment.graph.answers.push(templatePage([listedTemplate('71', { name: 'thanks' })]));
  await deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
  const source = await deployment.json<EventSourceWithAddress>(owner, 'POST', '/v1/event-sources', {
    name: 'Shop',
  });
  const action = {
    eventType: 'paid',
    channelId: channel.id,
    templateName: 'thanks',
    language: 'en_US',
    variables: [],
  };
  await deployment.json(owner, 'PATCH', `/v1/event-sources/${source.id}`, {
    version: 1,
    mapping: { ...source.mapping, eventId: '/body/id', type: '/body/type', phone: '/body/phone' },
    actions: [action],
  });
  for (let n = 0; n < EVENTS; n++) {
    const body = JSON.stringify({ id: n, type: 'paid', phone: `+55119555506${String(n).padStart(2, '0')}` });
    await deployment.webhook(new Request(source.url, { method: 'POST', body }));
  }
  const batch = take(deployment, 'jobs', EVENTS);
  const asked = () => deployment.tenant.statements.length + deployment.directory.statements.length;
  const before = asked();
  await deployment.consumeMessages('jobs', batch);
  expect(deployment.queues.waiting).toHaveLength(EVENTS);
  expect(((asked() - before) / EVENTS) * LANES.jobs.batchSize).toBeLessThanOrEqual(MAX_STATEMENTS);
});

it('a full batch of webhooks that answer at once stays within it too, and the rest follows', async () => {
  const { deployment, owner, number } = await openOffice();
  const url = `${testVars.META_GRAPH_URL}/receivers/quick`;
  await deployment.json(owner, 'POST', '/v1/webhooks', { url, events: ['message.received'] });
  const list = Array.from({ length: 130 }, (_, n) => ({ id: `wamid.LIMIT${n}`, from: '5511955550677' }));
  await deployment.deliver(texts(number, ...list));
  await deployment.drain();
  await deployment.consumeMessages('jobs', take(deployment, 'jobs', 10));
  const told = () => deployment.graph.calls.filter((call) => call.url === url).length;
  const [push] = take(deployment, 'outgoing', 1);
  const before = deployment.tenant.statements.length;
  await deployment.consumeMessages('outgoing', push === undefined ? [] : [push]);
  expect(told()).toBeGreaterThan(0);
  expect(told() * LANES.outgoing.batchSize).toBeLessThanOrEqual(MAX_CALLS);
  const asked = deployment.tenant.statements.length - before;
  expect(asked * LANES.outgoing.batchSize).toBeLessThanOrEqual(MAX_STATEMENTS);
  await deployment.drainJobs();
  expect(told()).toBe(130);
});
