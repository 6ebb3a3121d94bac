import type { WebhookDelivery, WebhookWithSecret } from '../contracts/api/webhooks.ts';
import type { Deployment, Person } from './deployment.ts';
import { texts } from './meta-payloads.ts';
import { testVars } from './vars.ts';

/** Everything that can be done with outgoing webhooks. */
export async function exerciseWebhooks(
  deployment: Deployment,
  owner: Person,
  number: string,
  run: string,
): Promise<void> {
  const { json, graph } = deployment;
  const webhook = await json<WebhookWithSecret>(owner, 'POST', '/v1/webhooks', {
    url: `${testVars.META_GRAPH_URL}/receivers/${run}`,
    events: ['message.*', 'conversation.*', 'contact.*'],
  });
  const path = `/v1/webhooks/${webhook.id}`;
  await json(owner, 'GET', '/v1/webhooks');
  await json(owner, 'PATCH', path, { version: webhook.version, description: 'The shop' });
  await json(owner, 'POST', `${path}/rotate-secret`);
  await deployment.deliver(texts(number, { id: `wamid.${run}.told`, from: `44155502${run}`, text: 'Told' }));
  await deployment.drain();
  graph.answers.push({ status: 500, body: {} });
  await deployment.drainJobs();
  const { items } = await json<{ items: WebhookDelivery[] }>(
    owner,
    'GET',
    `${path}/deliveries?state=pending`,
  );
  for (const { id } of items) await json(owner, 'GET', `${path}/deliveries/${id}`);
  const test = await json<WebhookDelivery>(owner, 'POST', `${path}/test`);
  await deployment.drainJobs();
  await json(owner, 'GET', `${path}/deliveries?limit=2`);
  for (const state of ['pending', 'delivered', 'failed'])
    await json(owner, 'GET', `${path}/deliveries?state=${state}`);
  await json(owner, 'GET', `${path}/deliveries/${test.id}`);
  await json(owner, 'POST', `${path}/deliveries/${test.id}/redrive`);
  await json(owner, 'POST', `${path}/redrive`);
  await deployment.drainJobs();
  await deployment.tick();
  await deployment.drain();
  await deployment.drainJobs();
  const { status } = await deployment.call(owner, 'DELETE', path);
  if (status !== 204) throw new Error(`the webhook was not deleted: ${status}`);
}
